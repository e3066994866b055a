package dev.covalent.common.process;

import dev.covalent.common.concurrent.Threads;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that has few descriptors: the first argument says what it does without them. It prints what is wrong. */
final class DescriptorsMain {
    /** More than a fork takes. */
    private static final int MOST_LEFT = 24;

    /** More than a fork takes, and less than two. */
    private static final int NOT_FOR_TWO = 28;

    private static final Path INPUT = Path.of("/proc/self/fd/0");

    private DescriptorsMain() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "fork" -> fork();
            case "fork-beside" -> HangingFork.beside(Path.of(args[1]), DescriptorsMain::runToItsEnd);
            case "fork-beside-few" -> {
                HangingFork.beside(Path.of(args[1]), DescriptorsMain::runToItsEnd); // opens what is opened once for all
                FewDescriptors.with(NOT_FOR_TWO, () -> forkBeside(Path.of(args[1])));
            }
            case "kill" -> end(ChildJvm::kill);
            case "terminate" -> end(ChildJvm::terminate);
            case "watch" -> watch();
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("done");
    }

    /** Forks with none left, with one, with two …, and looks each time what has become of its first descriptor. */
    private static void fork() throws Exception {
        String input = Files.readSymbolicLink(INPUT).toString();
        runToItsEnd(); // opens what is opened once for all
        for (int left = 0; left <= MOST_LEFT; left++) {
            String outcome = forkWith(left);
            System.out.println(left + " left: " + outcome);
            if (!Files.exists(INPUT)
                    || !Files.readSymbolicLink(INPUT).toString().equals(input)) {
                throw new IllegalStateException("The input was closed by a fork with " + left + " left: " + outcome);
            }
        }
        runToItsEnd();
    }

    /** Forks while another fork hangs and there are too few for both: that hangs on, and then it is done meanwhile. */
    private static void forkBeside(Path pipe) throws Exception {
        HangingFork.beside(pipe, () -> System.out.println(outcome(DescriptorsMain::runToItsEnd)));
        FutureTask<String> second = new FutureTask<>(() -> outcome(DescriptorsMain::runToItsEnd));
        HangingFork.beside(pipe, () -> {
            Thread waiting = Threads.daemon("second-fork", second);
            waiting.start();
            HangingFork.until(() -> second.isDone() || waiting.getState() == Thread.State.TIMED_WAITING);
            System.out.println("waits: " + !second.isDone());
        });
        System.out.println(second.get(20, TimeUnit.SECONDS));
    }

    private static String forkWith(int left) throws Exception {
        return outcome(() -> FewDescriptors.with(left, DescriptorsMain::runToItsEnd));
    }

    private static String outcome(FewDescriptors.Work fork) throws Exception {
        try {
            fork.run();
            return "started";
        } catch (IOException failed) {
            return String.valueOf(failed.getMessage());
        }
    }

    /** Ends a child while there are none, which then are given back. */
    private static void end(Consumer<ChildJvm> how) throws Exception {
        RecordedOutput output = new RecordedOutput();
        JvmCommand command = JvmCommand.builder(ChildMain.class.getName())
                .role("child")
                .arguments("wait")
                .build();
        try (ChildJvm child = ChildJvm.start(command, new byte[0], output)) {
            output.take("waiting");
            ProcessHandle process = ProcessHandle.of(child.pid()).orElseThrow();
            boolean unused = ProcessEnd.hasCome(process); // which reads its own classes from files
            FewDescriptors.with(0, () -> {
                System.out.println("ended: " + ProcessEnd.hasCome(process));
                how.accept(child);
                how.accept(child);
            });
            System.out.println(
                    "status: " + child.onExit().get(20, TimeUnit.SECONDS).exitCode());
        }
        FrameworkThreads.assertNoneLeft();
    }

    /** Watches a parent that ends only after the JDK has told so because there were none to look with. */
    private static void watch() throws Exception {
        CompletableFuture<Boolean> gone = new CompletableFuture<>();
        try (UnreapedProcess parent = UnreapedProcess.of("sleep", "300")) {
            ProcessHandle process = parent.process();
            ParentWatchdog.watch(
                    ProcessIdentity.of(process),
                    new PipedInputStream(new PipedOutputStream()),
                    () -> gone.complete(ProcessEnd.hasCome(process)),
                    Duration.ZERO,
                    status -> {});
            FewDescriptors.with(0, () -> process.onExit().get(20, TimeUnit.SECONDS));
            runToItsEnd();
            parent.kill();
            System.out.println("gone after its end: " + gone.get(20, TimeUnit.SECONDS));
        }
    }

    private static void runToItsEnd() throws Exception {
        JvmCommand command = JvmCommand.builder("Unread")
                .java(Path.of("/bin/true"))
                .role("program")
                .build();
        try (ChildJvm child = ChildJvm.start(command, new byte[0], (pid, stream, text) -> {})) {
            child.onExit().get(20, TimeUnit.SECONDS);
        }
    }
}
