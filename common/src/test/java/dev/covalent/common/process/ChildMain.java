package dev.covalent.common.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the forked JVMs of these tests run: the first argument says which part they play. */
final class ChildMain {
    private static final Duration LONG = Duration.ofSeconds(30);

    private ChildMain() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "exit" -> System.exit(Integer.parseInt(args[1]));
            case "throw" -> throw new IllegalStateException("thrown by the child");
            case "print" -> print();
            case "echo" -> echo(Integer.parseInt(args[1]));
            case "fill-heap" -> fillHeap();
            case "wait" -> waitForInputToEnd();
            case "churn" -> churn();
            case "wait-hooked" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook ran")));
                waitForInputToEnd();
            }
            case "environment" -> System.out.println(System.getenv(args[1]));
            case "directory" -> System.out.println(Path.of("").toAbsolutePath());
            case "spin-watched" -> spinWatched(args[1]);
            case "hang-watched" -> hangWatched();
            case "fork" -> fork(args[1], args[2]);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void print() {
        System.out.println("grüße €");
        System.err.println("to the error stream");
        for (int i = 1; i <= 30; i++) {
            System.out.println("line " + i);
        }
        System.out.print("no end of line");
    }

    /** Has threads that come and go, until its input ends. */
    private static void churn() throws IOException {
        Thread coming = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                List<Thread> going =
                        Stream.generate(() -> new Thread(() -> {})).limit(20).toList();
                going.forEach(Thread::start);
                going.forEach(ChildMain::join);
            }
        });
        coming.setDaemon(true);
        coming.start();
        System.out.println("churns");
        waitForInputToEnd();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static void echo(int length) throws IOException {
        byte[] bootstrap = System.in.readNBytes(length);
        System.out.println("got " + bootstrap.length + " " + new String(bootstrap, 0, 5, StandardCharsets.UTF_8));
        System.out.println("then " + System.in.available());
        waitForInputToEnd();
    }

    private static void fillHeap() {
        List<byte[]> kept = new ArrayList<>();
        while (kept.size() < Integer.MAX_VALUE) {
            kept.add(new byte[1 << 20]);
        }
    }

    private static void waitForInputToEnd() throws IOException {
        System.out.println("waiting");
        System.in.readAllBytes();
        System.out.println("input ended");
    }

    private static void spinWatched(String by) {
        ProcessIdentity parent =
                ProcessIdentity.of(ProcessHandle.current().parent().orElseThrow());
        ParentWatchdog.watch(parent, by.equals("pipe") ? System.in : null, () -> System.exit(0));
        int mixed = 1;
        for (int i = 0; i < 20_000; i++) { // until the loop is compiled
            mixed = mix(mixed, 50);
        }
        System.out.println("waiting");
        while (mixed != 0) { // for ever: an odd number stays odd
            mixed = mix(mixed, Integer.MAX_VALUE);
        }
    }

    /** Two counted loops, which the compiler gives no safepoint unless told to. */
    private static int mix(int seed, int limit) {
        int mixed = seed;
        for (int i = 0; i < limit; i++) {
            for (int j = 0; j < limit; j++) {
                mixed *= (i ^ j) | 1;
            }
        }
        return mixed;
    }

    /** Its orderly end never comes to an end. */
    private static void hangWatched() throws InterruptedException {
        ProcessIdentity parent =
                ProcessIdentity.of(ProcessHandle.current().parent().orElseThrow());
        CountDownLatch never = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(never)));
        ParentWatchdog.watch(parent, System.in, () -> System.exit(0), Duration.ofMillis(200));
        System.out.println("waiting");
        await(never);
    }

    private static void fork(String part, String argument) throws Exception {
        JvmCommand command = JvmCommand.builder(ChildMain.class.getName())
                .flags("-Xbatch")
                .arguments(part, argument)
                .build();
        OutputSink relay = (pid, stream, text) -> System.out.println("child " + pid + ": " + text);
        try (ChildJvm child = ChildJvm.start(command, new byte[0], relay)) {
            child.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
