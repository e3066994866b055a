package dev.covalent.main.app;

import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.main.App;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** An application without windows and processes, whose end takes the steps that it notes. */
@Timeout(20)
abstract class AppLifecycleFixture {
    final ManualLoop loop = new ManualLoop();
    final List<Throwable> uncaught = new ArrayList<>();
    final AppLifecycle app = new AppLifecycle("notes", "1.0", loop, uncaught::add);
    final List<String> steps = Collections.synchronizedList(new ArrayList<>());
    final Ending ending = new Ending();

    @BeforeEach
    void listen() {
        app.endBy(ending);
        app.on(App.BEFORE_QUIT, event -> steps.add("before-quit"));
        app.on(App.WILL_QUIT, event -> steps.add("will-quit"));
        app.on(App.QUIT, code -> steps.add("quit " + code));
        loop.run(() -> app.started(() -> {}), Duration.ZERO);
    }

    int exitCode() throws Exception {
        return app.ended().get(10, TimeUnit.SECONDS);
    }

    final class Ending implements AppLifecycle.Ending {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        CompletableFuture<Void> processes = CompletableFuture.completedFuture(null);
        private final CompletableFuture<Void> destroyed = new CompletableFuture<>();
        boolean hasWindows;
        volatile @Nullable RuntimeException refusal;
        volatile @Nullable RuntimeException releaseFailure;

        void gone() {
            closed.complete(true);
            destroyed.complete(null);
        }

        @Override
        public CompletableFuture<Boolean> closeWindows() {
            steps.add("close windows");
            failWith(refusal);
            return closed;
        }

        @Override
        public CompletableFuture<Void> endProcesses() {
            steps.add("end processes");
            return processes;
        }

        @Override
        public CompletableFuture<Void> destroyAll() {
            steps.add("destroy windows");
            return destroyed;
        }

        @Override
        public boolean hasWindows() {
            return hasWindows;
        }

        @Override
        public void goOn() {
            steps.add("go on");
            closed = new CompletableFuture<>();
        }

        @Override
        public void release() {
            steps.add("release");
            failWith(releaseFailure);
        }

        private static void failWith(@Nullable RuntimeException failure) {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
