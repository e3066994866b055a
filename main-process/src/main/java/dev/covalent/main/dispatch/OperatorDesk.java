package dev.covalent.main.dispatch;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.remote.ApplicationSnapshot;
import dev.covalent.common.remote.ApplicationSnapshot.CrashSnapshot;
import dev.covalent.common.remote.ApplicationSnapshot.ProcessUsage;
import dev.covalent.common.remote.ApplicationSnapshot.UtilitySnapshot;
import dev.covalent.common.remote.ApplicationSnapshot.WindowSnapshot;
import dev.covalent.common.remote.InterfaceCounts;
import dev.covalent.common.remote.OperatorPort;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.common.remote.TraceFilter;
import dev.covalent.common.remote.TraceListener;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.ProcessMetric;
import dev.covalent.main.RemoteCallback;
import dev.covalent.main.WebContents;
import dev.covalent.main.global.RemoteObjects;
import dev.covalent.main.invoke.OpenCalls;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.trace.Tracer;
import dev.covalent.main.window.Descriptions;
import dev.covalent.main.window.WindowTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets operators' tools, and nobody else, look into the application.
 *
 * <p>Confined to the turn of main's loop.
 */
final class OperatorDesk {
    /** The most traces that one session may have. */
    private static final int MAX_TRACES = 8;

    private static final String LABEL = "operator";
    private static final RemoteInterface TABLE = RemoteInterface.of(OperatorPort.class);
    private static final Outcome NO_OPERATOR = new Outcome.Failure(
            FailureKind.ACCESS_DENIED,
            "Only an operator's tool may look into the application, and this renderer did not introduce itself as one");

    private final WindowTable windows;
    private final RemoteObjects objects;
    private final App app;
    private final Executor measuring;

    /** One for each operator's tool, as long as that is there. */
    private final Map<RendererSession, OperatorPort> ports = new HashMap<>();

    /**
     * Makes one.
     *
     * @param measuring runs what waits for the system
     */
    OperatorDesk(WindowTable windows, RemoteObjects objects, App app, Executor measuring) {
        this.windows = windows;
        this.objects = objects;
        this.app = app;
        this.measuring = measuring;
    }

    /** Answers a session that asks for its port. */
    Outcome pass(RendererSession session) {
        if (!session.isOperator()) {
            return NO_OPERATOR;
        }
        OperatorPort port = ports.get(session);
        if (port == null) {
            port = new Port(session);
            ports.put(session, port);
            session.onGone(() -> ports.remove(session));
        }
        return objects.pass(session, TABLE, port, LABEL, StructuredClone.encode(null, "answer"));
    }

    /** Says what main knows in its turn; the processes are measured elsewhere, because that may take long. */
    CompletionStage<ApplicationSnapshot> snapshot() {
        List<WindowSnapshot> all = windows.getAllWindows().stream()
                .sorted(Comparator.comparingInt(BrowserWindow::id))
                .map(this::snapshot)
                .toList();
        String version = app.version();
        Duration lag = app.loopLag();
        return CompletableFuture.supplyAsync(app::getAppMetrics, measuring)
                .thenApply(metrics -> measured(version, lag, all, metrics));
    }

    private ApplicationSnapshot measured(
            String version, Duration lag, List<WindowSnapshot> all, List<ProcessMetric> metrics) {
        Instant now = Instant.now();
        ProcessUsage own = metrics.stream()
                .filter(metric -> metric.type() == ProcessMetric.Type.MAIN)
                .findFirst()
                .map(metric -> usage(metric, now))
                .orElseGet(() -> new ProcessUsage(ProcessHandle.current().pid(), -1, -1, -1));
        Map<Integer, ProcessUsage> ofRenderers = metrics.stream()
                .filter(metric -> metric.type() == ProcessMetric.Type.RENDERER)
                .collect(Collectors.toMap(ProcessMetric::webContentsId, metric -> usage(metric, now)));
        List<UtilitySnapshot> utilities = metrics.stream()
                .filter(metric -> metric.type() == ProcessMetric.Type.UTILITY)
                .map(metric -> new UtilitySnapshot(metric.name(), usage(metric, now)))
                .toList();
        ProcessUsage spare = metrics.stream()
                .filter(metric -> metric.type() == ProcessMetric.Type.SPARE)
                .findFirst()
                .map(metric -> usage(metric, now))
                .orElse(null);
        return new ApplicationSnapshot(
                app.name(),
                version,
                lag,
                own,
                all.stream()
                        .map(window -> window.using(ofRenderers.get(window.webContentsId())))
                        .toList(),
                utilities,
                spare);
    }

    private WindowSnapshot snapshot(BrowserWindow window) {
        WebContents contents = window.webContents();
        Optional<RendererSession> session = windows.session(contents.id());
        return new WindowSnapshot(
                window.id(),
                contents.id(),
                Descriptions.page(window).orElse(null),
                window.title(),
                windows.isStarting(window) ? "starting" : Descriptions.state(contents),
                Descriptions.gone(contents)
                        .map(gone -> new CrashSnapshot(gone.reason().text(), gone.exitCode()))
                        .orElse(null),
                window.isFocused(),
                contents.bufferedAmount(),
                session.map(objects::passedTo).orElse(InterfaceCounts.NONE),
                session.map(objects::callbacksOf).orElse(InterfaceCounts.NONE),
                null);
    }

    private static ProcessUsage usage(ProcessMetric metric, Instant now) {
        return new ProcessUsage(
                metric.pid(),
                metric.creationTime()
                        .map(created ->
                                Math.max(0, Duration.between(created, now).toMillis()))
                        .orElse(-1L),
                metric.cpu().map(Duration::toMillis).orElse(-1L),
                metric.residentBytes().orElse(-1));
    }

    private WebContents contents(int webContentsId) {
        return windows.webContentsFromId(webContentsId)
                .orElseThrow(() -> new IllegalArgumentException("There are no contents " + webContentsId
                        + numbers(
                                "; there are",
                                windows.getAllWindows(),
                                window -> window.webContents().id())));
    }

    private BrowserWindow window(int windowId) {
        return windows.fromId(windowId)
                .orElseThrow(() -> new IllegalArgumentException("There is no window " + windowId
                        + numbers("; there are", windows.getAllWindows(), BrowserWindow::id)));
    }

    private static String numbers(String start, List<BrowserWindow> all, Function<BrowserWindow, Integer> number) {
        return all.isEmpty()
                ? ": the application has no window"
                : all.stream()
                        .map(number)
                        .sorted()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ", start + " ", ""));
    }

    /** The application, as one operator's tool sees it. */
    private final class Port implements OperatorPort {
        private final RendererSession session;
        private int traces;

        Port(RendererSession session) {
            this.session = session;
        }

        @Override
        public CompletionStage<ApplicationSnapshot> snapshot() {
            return OperatorDesk.this.snapshot();
        }

        @Override
        public List<String> globals() {
            return objects.sharedNames();
        }

        @Override
        public void send(int webContentsId, String channel, List<@Nullable Object> arguments) {
            WebContents contents = contents(webContentsId);
            if (!contents.trySend(channel, arguments.toArray())) {
                throw OpenCalls.notSent(
                        webContentsId, Descriptions.lastProcessId(contents), "message to '" + channel + "'");
            }
        }

        @Override
        @SuppressWarnings("NullAway") // the type of the result is nullable
        public CompletionStage<@Nullable Object> invoke(
                int webContentsId, String channel, Duration deadline, List<@Nullable Object> arguments) {
            return contents(webContentsId)
                    .invoke(channel, deadline, arguments.toArray())
                    .thenApply(Value::get);
        }

        @Override
        public void trace(TraceFilter filter, TraceListener listener, Runnable closed) {
            if (!isOwn(listener) || !isOwn(closed)) {
                throw new IllegalArgumentException("Only a session's own listener is told what passes");
            }
            if (traces == MAX_TRACES) {
                throw new QueueFullException(
                        "This session has " + MAX_TRACES + " traces, which is the most: use another for more");
            }
            BrowserWindow only = filter.windowId() == 0 ? null : window(filter.windowId());
            int webContentsId = only == null ? 0 : only.webContents().id();
            Tracer tracer = new Tracer(filter, webContentsId, listener, session::isWritable, session::shortly);
            Subscription tracing = session.traces().add(tracer);
            traces++;
            Subscription watching = only == null
                    ? () -> {}
                    : only.once(BrowserWindow.CLOSED, window -> {
                        traces--;
                        tracing.close();
                        tracer.finish(closed);
                    });
            session.onGone(() -> {
                watching.close();
                tracer.end();
                tracing.close();
            });
        }

        private boolean isOwn(Object callback) {
            return RemoteCallback.of(callback)
                    .filter(tool -> tool.webContentsId() == session.webContentsId())
                    .isPresent();
        }
    }
}
