package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.live.VersionFile;
import dev.covalent.common.remote.KnownObjects;
import dev.covalent.main.GlobalRegistry;
import dev.covalent.main.global.GlobalAccess;
import dev.covalent.main.global.LiveMarks;
import dev.covalent.main.global.RemoteObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Main's side of remote objects without a transport; its renderers are objects of the same JVM. */
final class InJvmMain implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(10);

    final LinkedBlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
    private final EventLoop loop = new SerialLoop("main", uncaught::add);
    private final ScheduledExecutorService timer = Threads.scheduler("main-timer");
    private final List<Path> files = new ArrayList<>();
    final RemoteObjects objects;
    private final List<InJvmRenderer> renderers = new ArrayList<>();

    InJvmMain() {
        objects = newObjects(new LiveMarks(this::newVersionFile));
    }

    /** Makes a main whose renderers see the versions of what they copy there. */
    InJvmMain(LiveMarks marks) {
        objects = newObjects(marks);
    }

    private RemoteObjects newObjects(LiveMarks marks) {
        return new RemoteObjects(
                loop, timer, LIMIT, uncaught::add, GlobalAccess.OPEN, peer -> KnownObjects.NONE, marks);
    }

    GlobalRegistry globals() {
        return objects.registry();
    }

    InJvmRenderer newRenderer() {
        InJvmRenderer renderer = new InJvmRenderer(this, renderers.size() + 1);
        renderers.add(renderer);
        return renderer;
    }

    /** Runs in the turn of main's loop and returns what that gave. */
    <T> T inTurn(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            loop.run(
                    () -> {
                        try {
                            result.complete(task.call());
                        } catch (Exception problem) {
                            result.completeExceptionally(problem);
                        }
                    },
                    LIMIT);
        } catch (TimeoutException busy) {
            throw new IllegalStateException(busy);
        }
        return settled(result);
    }

    /** Returns how many of main's objects a renderer holds, as main sees it. */
    int passedTo(InJvmRenderer renderer) {
        return objects.passedTo(renderer).count();
    }

    boolean isInTurn() {
        return loop.inTurn();
    }

    static <T> T settled(CompletableFuture<T> future) {
        return future.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        renderers.forEach(InJvmRenderer::close);
        timer.shutdownNow();
        loop.close();
        for (Path file : files) {
            assertThat(file).isRegularFile();
            assertThat(file.toFile().delete()).isTrue();
        }
    }

    private VersionFile newVersionFile() throws IOException {
        Path path = Files.createTempFile("in-jvm-main", ".versions");
        files.add(path);
        return VersionFile.create(path);
    }
}
