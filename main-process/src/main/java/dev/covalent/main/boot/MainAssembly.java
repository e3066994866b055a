package dev.covalent.main.boot;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.LocalLoops;
import dev.covalent.common.concurrent.LoopWatch;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.endpoint.AbandonedNames;
import dev.covalent.common.endpoint.EndpointDescriptor;
import dev.covalent.common.endpoint.EndpointPublisher;
import dev.covalent.common.endpoint.RuntimeDirectory;
import dev.covalent.common.event.FailureLog;
import dev.covalent.common.frame.Deadlines;
import dev.covalent.common.frame.Welcome;
import dev.covalent.common.instance.InstanceClaim;
import dev.covalent.main.IpcMain;
import dev.covalent.main.access.RemoteGate;
import dev.covalent.main.app.AppLifecycle;
import dev.covalent.main.app.AppMetrics;
import dev.covalent.main.app.MainProcessInfo;
import dev.covalent.main.app.SingleInstance;
import dev.covalent.main.archive.ClassArchives;
import dev.covalent.main.child.Launches;
import dev.covalent.main.dispatch.AnswersAhead;
import dev.covalent.main.dispatch.Builtins;
import dev.covalent.main.dispatch.Dispatcher;
import dev.covalent.main.dispatch.Processes;
import dev.covalent.main.dispatch.Relay;
import dev.covalent.main.dispatch.StorageDesk;
import dev.covalent.main.dispatch.WindowDesk;
import dev.covalent.main.global.GlobalAccess;
import dev.covalent.main.global.LiveMarks;
import dev.covalent.main.global.RemoteObjects;
import dev.covalent.main.ipc.IpcRouter;
import dev.covalent.main.listener.Listener;
import dev.covalent.main.listener.ListenerOptions;
import dev.covalent.main.port.PortRouter;
import dev.covalent.main.rmi.PublishedRegistry;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import dev.covalent.main.spare.SpareStarter;
import dev.covalent.main.spare.Spares;
import dev.covalent.main.storage.LocalStorageService;
import dev.covalent.main.storage.UserDataDirectory;
import dev.covalent.main.utility.UtilitySettings;
import dev.covalent.main.utility.UtilityTable;
import dev.covalent.main.window.KnownWindows;
import dev.covalent.main.window.PulseWatch;
import dev.covalent.main.window.WindowSettings;
import dev.covalent.main.window.WindowTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The parts of a main process, put together in the order in which they need each other and released in reverse.
 *
 * <p>Thread-safe once assembled.
 */
final class MainAssembly {
    private static final FailureLog uncaught = new FailureLog(LoggerFactory.getLogger("dev.covalent.main.uncaught"));

    /**
     * The largest array that one call may bring, and how many arrays, if each is large: the largest message, and what is
     * around it.
     */
    private static final int MAX_REQUEST_BYTES =
            (int) Math.min(StructuredClone.maxBytes() + (2L << 20), Integer.MAX_VALUE - 64);

    private static final long MAX_CALL_BYTES = MAX_REQUEST_BYTES + (1L << 20);

    private final Closer closer;
    private final MainSettings settings;
    private final EndpointPublisher endpoint;
    private final SerialLoop loop;
    private final ScheduledExecutorService timer;
    private final SessionTable sessions = new SessionTable();
    private final AppLifecycle app;
    private final IpcRouter ipc;
    private final RemoteObjects objects;
    private final WindowTable windows;
    private final UtilityTable utilities;
    private final Processes processes;
    private final Dispatcher dispatcher;
    private final Listener listener;

    private MainAssembly(MainSettings settings, @Nullable InstanceClaim claim, Closer closer) throws IOException {
        this.settings = settings;
        this.closer = closer;
        if (claim != null) {
            closer.own(claim);
        }
        RuntimeDirectory directory = RuntimeDirectory.open();
        SingleInstance single =
                closer.own(new SingleInstance(directory, settings.name(), claim == null ? null : claim.instance()));
        endpoint = closer.own(claim == null ? EndpointPublisher.acquire(directory, settings.name()) : claim.endpoint());
        closer.own(AbandonedNames.sweepBeside(directory));
        loop = closer.own(new SerialLoop("main-loop", this::report));
        app = new AppLifecycle(
                settings.name(), settings.version(), loop, thrown -> uncaught.error("Uncaught in main", thrown));
        app.singleBy(single);
        closer.own(app.secondInstances());
        timer = Threads.scheduler("main-timer");
        closer.own(timer::shutdownNow);
        ExecutorService forking = Threads.workers("launch", Launches.AT_ONCE);
        closer.own(forking::shutdown);
        Launches launches = new Launches(forking);
        PortRouter ports = new PortRouter(loop, this::report, settings.queueLimits());
        LocalStorageService storage = closer.own(new LocalStorageService(userData(settings), settings.storageQuota()));
        RemoteGate gate = new RemoteGate(new AppFirst(app), this::report);
        objects = new RemoteObjects(
                loop,
                timer,
                settings.requestTimeout(),
                this::report,
                new GlobalAccess(gate, peer -> ((RendererSession) peer).contents()),
                peer -> new KnownWindows(this::windows, ((RendererSession) peer).grants()),
                new LiveMarks(endpoint::newVersionFile));
        app.watchedBy(closer.own(LoopWatch.start(
                "main '" + settings.name() + "'", loop, timer, settings.loopBlockedAfter(), app::loopBlocked)));
        ExecutorService workers =
                Threads.workers("worker", Math.max(2, Runtime.getRuntime().availableProcessors()));
        closer.own(workers::shutdownNow);
        @SuppressWarnings("UnnecessaryMethodReference") // the pool itself could be shut down by whoever has it
        Executor onlyExecutes = workers::execute;
        ipc = new IpcRouter(ports::newChannel, onlyExecutes, this::report);
        ClassArchives archives = closer.own(ClassArchives.ofThisUser(settings.headless()));
        windows = new WindowTable(
                new WindowSettings(
                        settings.launchTimeout(),
                        settings.unresponsiveAfter(),
                        settings.queueLimits(),
                        settings.headless(),
                        settings.attachedRenderers(),
                        directory.path(),
                        archives,
                        spares(archives)),
                loop,
                sessions,
                ports,
                ipc,
                timer,
                launches,
                this::report,
                this::address,
                this::disconnect,
                app);
        utilities = closer.own(new UtilityTable(
                new UtilitySettings(settings.launchTimeout(), settings.queueLimits(), directory.path()),
                loop,
                sessions,
                ports,
                timer,
                launches,
                this::report,
                this::address,
                this::disconnect,
                app::childGone));
        utilities.admittedBy(app::forking);
        processes = new Processes(windows, utilities);
        closer.own(PulseWatch.start(windows, loop, timer, settings.unresponsiveAfter()));
        ExecutorService measuring = Threads.single("metrics");
        closer.own(measuring::shutdownNow);
        app.measuredBy(new AppMetrics(settings.name(), windows, utilities::all)::all);
        dispatcher = new Dispatcher(
                loop,
                settings.requestTimeout(),
                ipc,
                windows,
                processes,
                objects,
                ports,
                new WindowDesk(
                        windows, gate, objects, new Builtins(app, app.pages(), new MainProcessInfo()), measuring),
                new StorageDesk(storage),
                new Relay(windows::session, settings.queueLimits()),
                new AnswersAhead(timer),
                this::report);
        listener = closer.own(
                Listener.start(listenerOptions(directory, settings.name()), sessions, app.secondInstances()));
        closer.own(LocalLoops.add(address(), loop));
    }

    private Spares spares(ClassArchives archives) {
        ExecutorService worker = Threads.single("spare");
        closer.own(worker::shutdown);
        SpareStarter starter = new SpareStarter(
                sessions,
                loop,
                timer,
                archives::start,
                settings.headless(),
                settings.launchTimeout(),
                settings.queueLimits(),
                this::address,
                this::disconnect);
        return closer.own(Spares.keep(settings.spareRenderer(), starter, worker));
    }

    /**
     * Assembles a main process; renderers cannot connect yet.
     *
     * @param claim the single-instance lock, if this process has it, with the name; given up when this is released
     * @throws UncheckedIOException if it cannot listen; nothing stays behind
     */
    static MainAssembly assemble(MainSettings settings, @Nullable InstanceClaim claim) {
        Closer closer = new Closer();
        try {
            return new MainAssembly(settings, claim, closer);
        } catch (RuntimeException | Error failed) {
            closer.close();
            throw failed;
        } catch (IOException failed) {
            closer.close();
            throw new UncheckedIOException(
                    "Main process '" + settings.name() + "' could not listen: " + failed.getMessage(), failed);
        }
    }

    /** Lets renderers connect and others find this process. */
    void publish() {
        try {
            closer.own(PublishedRegistry.publish(
                    listener, sessions, dispatcher, processes, MAX_REQUEST_BYTES, this::welcome));
            sessions.receiveBy(processes);
            endpoint.publish(EndpointDescriptor.ofThisProcess(settings.name(), address(), sessions.attachSecret()));
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Main process '" + settings.name() + "' could not be published: " + failed.getMessage(), failed);
        }
    }

    void release() {
        closer.close();
    }

    SerialLoop loop() {
        return loop;
    }

    AppLifecycle app() {
        return app;
    }

    IpcMain ipcMain() {
        return ipc.ipcMain();
    }

    WindowTable windows() {
        return windows;
    }

    UtilityTable utilities() {
        return utilities;
    }

    RemoteObjects objects() {
        return objects;
    }

    private Welcome welcome(RendererSession session) {
        if (session.isOperator() && !settings.operators()) {
            windows.turnAway(session);
            throw new SecurityException("Application '" + settings.name()
                    + "' lets no operator's tool in: MainProcess.builder().operators(false) says so");
        }
        return new Welcome(
                settings.name(),
                session.webContentsId(),
                session.windowId(),
                "",
                Deadlines.millis(settings.requestTimeout()),
                settings.queueLimits().bound(),
                settings.queueLimits().mark());
    }

    private String address() {
        return listener.address().format();
    }

    private void disconnect(RendererSession session) {
        listener.endSession(session.id());
    }

    private static UserDataDirectory userData(MainSettings settings) {
        Path chosen = settings.userData();
        return chosen == null ? UserDataDirectory.of(settings.name()) : UserDataDirectory.at(chosen);
    }

    private static ListenerOptions listenerOptions(RuntimeDirectory directory, String name) {
        Optional<Path> socket = MainSettings.prefersTcp() ? Optional.empty() : directory.socketPath(name);
        return socket.filter(path -> hasSocketFiles())
                .map(ListenerOptions::unix)
                .orElseGet(ListenerOptions::loopback)
                .withRequestBytes(MAX_CALL_BYTES);
    }

    private static boolean hasSocketFiles() {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.isOpen();
        } catch (IOException | UnsupportedOperationException unsupported) {
            return false;
        }
    }

    private void report(Throwable thrown) {
        app.uncaught(thrown);
    }
}
