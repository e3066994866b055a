package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.EventType;
import dev.covalent.common.GoneReason;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.AttachingRenderer;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.IpcMain;
import dev.covalent.main.RemoteGetEvent;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.WebContents;
import dev.covalent.main.access.RemoteGate;
import dev.covalent.main.app.AppLifecycle;
import dev.covalent.main.app.MainProcessInfo;
import dev.covalent.main.child.Launches;
import dev.covalent.main.global.RemoteObjects;
import dev.covalent.main.ipc.IpcRouter;
import dev.covalent.main.port.PortRouter;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import dev.covalent.main.storage.LocalStorageService;
import dev.covalent.main.storage.UserDataDirectory;
import dev.covalent.main.utility.UtilitySettings;
import dev.covalent.main.utility.UtilityTable;
import dev.covalent.main.window.HeldLaunches;
import dev.covalent.main.window.WindowObserver;
import dev.covalent.main.window.WindowSettings;
import dev.covalent.main.window.WindowTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A dispatcher with two renderers attached, and all that it hands frames to. */
abstract class DispatcherFixture {
    static final long BOUND = 10_000;

    final List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
    final SerialLoop loop = new SerialLoop("dispatcher-test", uncaught::add);
    final ScheduledExecutorService timer = Threads.scheduler("dispatcher-test-timer");
    final ExecutorService threads = Threads.pool("dispatcher-test-user", 8);
    final PortRouter ports = new PortRouter(loop, uncaught::add, QueueLimits.ofBound(BOUND));
    final SessionTable sessions = new SessionTable();
    final IpcRouter router = new IpcRouter(ports::newChannel, Runnable::run, uncaught::add);
    final IpcMain ipc = router.ipcMain();
    final RemoteObjects objects = new RemoteObjects(loop, timer, Duration.ofSeconds(10), thrown -> {});
    final AppLifecycle app = new AppLifecycle("notes", "1.0", loop, uncaught::add);
    final WindowTable windows = new WindowTable(
            new WindowSettings(
                    Duration.ofSeconds(1), Duration.ofSeconds(5), QueueLimits.ofBound(BOUND), true, Path.of("reports")),
            loop,
            sessions,
            ports,
            router,
            timer,
            new Launches(new HeldLaunches()),
            uncaught::add,
            () -> "nowhere",
            session -> {},
            new NoObserver());
    final UtilityTable utilities = new UtilityTable(
            new UtilitySettings(Duration.ofSeconds(1), QueueLimits.ofBound(BOUND), Path.of("reports")),
            loop,
            sessions,
            ports,
            timer,
            new Launches(new HeldLaunches()),
            uncaught::add,
            () -> "nowhere",
            session -> {},
            gone -> {});
    final Processes processes = new Processes(windows, utilities);
    final LocalStorageService storage;
    final RendererSession first = attach("first");
    final RendererSession second = attach("second");

    DispatcherFixture(@TempDir Path directory) {
        storage = new LocalStorageService(UserDataDirectory.at(directory), 100);
    }

    @AfterEach
    void close() {
        storage.close();
        loop.close();
        timer.shutdownNow();
        threads.shutdownNow();
    }

    /** Asks nobody. */
    static final RemoteGate OPEN = new RemoteGate(
            new RemoteGate.Listeners() {
                @Override
                public <E extends RemoteGetEvent> void tell(EventType<E> type, E event, Consumer<Throwable> failures) {}

                @Override
                public boolean hear(EventType<?> type, WebContents contents) {
                    return false;
                }
            },
            thrown -> {});

    /** Asks a listener. */
    static RemoteGate gate(Consumer<RemoteGetEvent> listener) {
        return new RemoteGate(
                new RemoteGate.Listeners() {
                    @Override
                    public <E extends RemoteGetEvent> void tell(
                            EventType<E> type, E event, Consumer<Throwable> failures) {
                        listener.accept(event);
                    }

                    @Override
                    public boolean hear(EventType<?> type, WebContents contents) {
                        return true;
                    }
                },
                thrown -> {});
    }

    WindowDesk desk() {
        return desk(OPEN);
    }

    WindowDesk desk(RemoteGate gate) {
        Builtins builtins = new Builtins(app, app.pages(), new MainProcessInfo());
        return new WindowDesk(windows, gate, objects, builtins, timer);
    }

    Dispatcher dispatcher() {
        return dispatcher(Duration.ofSeconds(10));
    }

    Dispatcher dispatcher(Duration requestTimeout) {
        return dispatcher(requestTimeout, desk());
    }

    Dispatcher dispatcher(WindowDesk desk) {
        return dispatcher(Duration.ofSeconds(10), desk);
    }

    private Dispatcher dispatcher(Duration requestTimeout, WindowDesk desk) {
        return new Dispatcher(
                loop,
                requestTimeout,
                router,
                windows,
                processes,
                objects,
                ports,
                desk,
                new StorageDesk(storage),
                new Relay(windows::session, QueueLimits.ofBound(BOUND)),
                new AnswersAhead(timer),
                uncaught::add);
    }

    RendererSession attach(String title) {
        RendererSession session = windows.attached(SessionKey.random(sessions.newSessionId()));
        assertThat(windows.connected(session, new Introduction(4711, 0, title))).isPresent();
        return session;
    }

    CompletableFuture<Void> later(Work work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                },
                threads);
    }

    static void spinUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    static Upstream message(String channel, @Nullable Object... args) {
        return new Upstream.Message(channel, arguments(args), List.of());
    }

    void inTurn(Runnable task) {
        try {
            loop.run(task, Duration.ofSeconds(10));
        } catch (TimeoutException late) {
            throw new IllegalStateException(late);
        }
    }

    /** Waits until what is queued for the loop has had its turn. */
    void awaitQueued() throws InterruptedException {
        CountDownLatch later = new CountDownLatch(1);
        loop.execute(later::countDown);
        assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
    }

    static FrameBatch batch(long first, Upstream... frames) {
        return new FrameBatch(first, Arrays.stream(frames).map(Upstream::encode).toList());
    }

    static Payload arguments(@Nullable Object... args) {
        return StructuredClone.encodeArguments(args);
    }

    static <T> @Nullable T value(Outcome outcome, Class<T> type) {
        assertThat(outcome).isInstanceOf(Outcome.Success.class);
        return StructuredClone.value(((Outcome.Success) outcome).value()).get(type);
    }

    @FunctionalInterface
    interface Slow {
        CompletionStage<String> slow();
    }

    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    static final class NoObserver implements WindowObserver {
        @Override
        public boolean attaching(AttachingRenderer renderer) {
            return true;
        }

        @Override
        public void created(BrowserWindow window) {
            // nobody asks
        }

        @Override
        public void focusChanged(BrowserWindow window, boolean focused) {
            // nobody asks
        }

        @Override
        public void gone(RenderProcessGone details) {
            assertThat(details.reason()).isNotEqualTo(GoneReason.CRASHED);
        }

        @Override
        public void allClosed() {
            throw new AssertionError("Attached windows do not count");
        }
    }
}
