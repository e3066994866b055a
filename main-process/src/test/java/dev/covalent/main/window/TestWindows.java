package dev.covalent.main.window;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.main.child.Launches;
import dev.covalent.main.ipc.IpcRouter;
import dev.covalent.main.port.PortRouter;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** Makes tables of windows whose renderers are never forked. */
final class TestWindows {
    private static final QueueLimits LIMITS = QueueLimits.ofBound(1 << 20);

    private TestWindows() {}

    static WindowTable table(
            EventLoop loop,
            SessionTable sessions,
            ScheduledExecutorService timer,
            ExecutorService launches,
            List<Throwable> uncaught,
            Consumer<RendererSession> disconnect,
            WindowObserver observer) {
        return new WindowTable(
                new WindowSettings(Duration.ofSeconds(10), Duration.ofSeconds(5), LIMITS, true, Path.of("reports")),
                loop,
                sessions,
                new PortRouter(loop, uncaught::add, LIMITS),
                new IpcRouter(
                        () -> {
                            throw new UnsupportedOperationException();
                        },
                        Runnable::run,
                        uncaught::add),
                timer,
                new Launches(launches),
                uncaught::add,
                () -> "unix:/a",
                disconnect,
                observer);
    }
}
