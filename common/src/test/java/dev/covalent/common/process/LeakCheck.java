package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class a runtime directory of its own and fails it if it leaves anything behind: a thread of the
 * framework, a child process, an exported object, a socket, a file other than the locks, which stay on purpose.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
    private static final String PROPERTY = "covalent.runtimeDir";
    private static final long LIMIT_MILLIS = 5000;
    private static final long LOOK_AGAIN_MILLIS = 10;

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LeakCheck.class);

    private record Before(Path directory, String property, Set<Thread> threads, Set<String> sockets) {}

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path directory = Files.createTempDirectory("covalent-test");
        SocketChannel.open().close(); // with the first one the JDK opens another, which it keeps
        Before before = new Before(directory, System.getProperty(PROPERTY, ""), ours(), sockets());
        context.getStore(NAMESPACE).put(context.getUniqueId(), before);
        System.setProperty(PROPERTY, directory.toString());
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        Before before = Objects.requireNonNull(
                context.getStore(NAMESPACE).remove(context.getUniqueId(), Before.class), "before");
        try {
            assertNoProcess();
            assertNoThread(before.threads());
            assertNoSocket(before.sockets());
            assertThat(files(before.directory())).as("files left behind").isEmpty();
        } finally {
            if (before.property().isEmpty()) {
                System.clearProperty(PROPERTY);
            } else {
                System.setProperty(PROPERTY, before.property());
            }
            delete(before.directory());
        }
    }

    private static void assertNoProcess() throws ExecutionException, InterruptedException {
        List<ProcessHandle> left = ProcessHandle.current().descendants().toList();
        for (ProcessHandle process : left) {
            try {
                process.onExit().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException alive) {
                process.destroyForcibly();
                throw new AssertionError("Process left behind: " + process.pid() + " " + process.info(), alive);
            }
        }
    }

    private static void assertNoThread(Set<Thread> before) throws InterruptedException {
        Set<Thread> left = ours();
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(LIMIT_MILLIS);
        }
        assertThat(left.stream()
                        .filter(Thread::isAlive)
                        .map(thread -> thread + " " + List.of(thread.getStackTrace()))
                        .toList())
                .as("threads left behind")
                .isEmpty();
    }

    /** A socket is closed by whoever reads from it, a moment after that has ended. */
    private static void assertNoSocket(Set<String> before) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        Set<String> left = sockets();
        left.removeAll(before);
        CountDownLatch never = new CountDownLatch(1);
        while (!left.isEmpty() && System.nanoTime() - end < 0) {
            assertThat(never.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
            left.retainAll(sockets());
        }
        assertThat(left).as("sockets left behind").isEmpty();
    }

    private static Set<String> sockets() {
        return OpenSockets.of(ProcessHandle.current().pid());
    }

    /** The framework's threads, and those that RMI keeps for as long as an object is exported. */
    private static Set<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> FrameworkThreads.mustEnd(thread)
                        || thread.getName().equals("RMI Reaper")
                        || thread.getName().startsWith("RMI TCP Accept"))
                .collect(Collectors.toSet());
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> !file.toString().endsWith(".lock")).toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
