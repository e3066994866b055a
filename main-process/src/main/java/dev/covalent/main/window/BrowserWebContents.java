package dev.covalent.main.window;

import dev.covalent.common.ChannelName;
import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.MessagePort;
import dev.covalent.common.Procedure;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.event.EventEmitter;
import dev.covalent.common.frame.Deadlines;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.invoke.InvokeCall;
import dev.covalent.main.invoke.RendererRequests;
import dev.covalent.main.ipc.IpcContents;
import dev.covalent.main.ipc.IpcRouter;
import dev.covalent.main.ipc.MainIpc;
import dev.covalent.main.port.PortRouter;
import dev.covalent.main.session.RendererSession;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The contents of one window. Thread-safe: destroyed on any thread, and then for ever. */
final class BrowserWebContents implements IpcContents {
    private static final Logger log = LoggerFactory.getLogger(BrowserWebContents.class);

    private final int id;
    private final PortRouter ports;
    private final RendererRequests requests;
    private final EventEmitter emitter;
    private final MainIpc ipc;
    private final AtomicReference<ContentsState> state = new AtomicReference<>(ContentsState.LOADING);
    private volatile @Nullable RendererSupervisor supervisor;
    private volatile @Nullable MainBrowserWindow window;
    /** How the last renderer ended; of interest as long as they are crashed. */
    private volatile @Nullable RenderProcessGone gone;

    BrowserWebContents(
            int id, PortRouter ports, IpcRouter router, RendererRequests requests, Consumer<Throwable> uncaught) {
        this.id = id;
        this.ports = ports;
        this.requests = requests;
        this.emitter = new EventEmitter(uncaught);
        this.ipc = router.newIpc(this::isDestroyed);
    }

    void supervisedBy(RendererSupervisor next) {
        tellDropped();
        supervisor = next;
    }

    private void tellDropped() {
        RendererSupervisor last = supervisor;
        if (last != null) {
            last.session().tellDropped();
        }
    }

    /** Tells whether they are, or were, of a certain application. */
    boolean isOf(WindowTable application) {
        return Objects.requireNonNull(window, "window").isOf(application);
    }

    void shownIn(MainBrowserWindow itsWindow) {
        window = itsWindow;
    }

    void enter(ContentsState next) {
        state.updateAndGet(current -> current == ContentsState.DESTROYED ? current : next);
        if (next == ContentsState.DESTROYED) {
            tellDropped();
        }
    }

    void crashed(RenderProcessGone details) {
        gone = details;
        enter(ContentsState.CRASHED);
    }

    /** Returns how their renderer ended; empty if there is one, or is to be no other. */
    Optional<RenderProcessGone> gone() {
        return isCrashed() ? Optional.ofNullable(gone) : Optional.empty();
    }

    ContentsState state() {
        return Objects.requireNonNull(state.get(), "state");
    }

    <E> void emit(EventType<E> type, E event) {
        emitter.emit(type, event);
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public boolean send(String channel, @Nullable Object... args) {
        ChannelName.check(channel);
        RendererSession session = liveSession();
        Payload payload = StructuredClone.encodeArguments(args);
        return session.send(new Downstream.Message(channel, 0, payload, List.of()).encode());
    }

    @Override
    public boolean trySend(String channel, @Nullable Object... args) {
        ChannelName.check(channel);
        Payload payload = StructuredClone.encodeArguments(args);
        RendererSupervisor current = supervisor;
        return !isDestroyed()
                && current != null
                && current.session().trySend(new Downstream.Message(channel, 0, payload, List.of()).encode());
    }

    @Override
    public boolean postMessage(String channel, @Nullable Object message, List<MessagePort> transfer) {
        ChannelName.check(channel);
        RendererSession session = liveSession();
        Payload payload = StructuredClone.encodeArguments(message);
        if (!ports.post(session, transfer, grants -> new Downstream.Message(channel, 0, payload, grants, true))) {
            session.dropped();
            return false;
        }
        return session.outbox().isWritable();
    }

    /** Sends a message that is encoded already, to all windows; a renderer that is gone has caught up. */
    boolean broadcast(Payload frame) {
        RendererSupervisor current = supervisor;
        return current == null
                || current.session().isGone()
                || current.session().send(frame)
                || current.session().isGone();
    }

    /**
     * Sends what is to be done with its window; dropped if the renderer is gone.
     *
     * @throws IllegalStateException {@code Object has been destroyed}
     * @throws QueueFullException if too many bytes wait for this renderer; nothing was sent
     */
    void command(PageOrder.WindowChange change) {
        RendererSession session = liveSession();
        if (!session.post(change)) {
            log.debug("{} is gone; its window does not change", session);
        }
    }

    @Override
    public long bufferedAmount() {
        RendererSupervisor current = supervisor;
        return current == null ? 0 : current.session().outbox().bufferedAmount();
    }

    @Override
    public CompletableFuture<Value> invoke(String channel, Duration deadline, @Nullable Object... args) {
        return invoke(channel, deadline, Function.identity(), args);
    }

    @Override
    public <A, R> CompletableFuture<R> invoke(Procedure<A, R> procedure, Duration deadline, A argument) {
        return invoke(procedure.name(), deadline, procedure::readResult, argument);
    }

    private <T> CompletableFuture<T> invoke(
            String channel, Duration deadline, Function<Value, T> conversion, @Nullable Object... args) {
        ChannelName.check(channel);
        long millis = Deadlines.millis(deadline);
        try {
            RendererSession session = liveSession();
            Payload payload = StructuredClone.encodeArguments(args);
            return requests.ask(session, new InvokeCall<>(channel, millis, payload, conversion));
        } catch (RuntimeException notSent) { // destroyed, or uncloneable
            return CompletableFuture.failedFuture(notSent);
        }
    }

    @Override
    public MainIpc ipc() {
        return ipc;
    }

    @Override
    public EventEmitter emitter() {
        return emitter;
    }

    @Override
    public boolean isDestroyed() {
        return state.get() == ContentsState.DESTROYED;
    }

    @Override
    public boolean isCrashed() {
        return state.get() == ContentsState.CRASHED;
    }

    @Override
    public boolean isLoading() {
        return state.get() == ContentsState.LOADING;
    }

    /** Tells whether there is a page that does not answer. */
    boolean isUnresponsive() {
        RendererSupervisor current = supervisor;
        return current != null
                && !isCrashed()
                && !isDestroyed()
                && current.heartbeat().isLate();
    }

    @Override
    public long getOSProcessId() {
        return isCrashed() || isDestroyed() ? 0 : lastProcessId();
    }

    /** Returns the id of the process that they have, or had last; 0 if none was forked. */
    long lastProcessId() {
        RendererSupervisor current = supervisor;
        return current == null ? 0 : current.session().processId();
    }

    @Override
    public void close(boolean waitForBeforeUnload) {
        Objects.requireNonNull(window, "window").closeContents(waitForBeforeUnload);
    }

    @Override
    public CompletableFuture<Void> loadPage(String className) {
        return Objects.requireNonNull(window, "window").loadPage(className);
    }

    @Override
    public void reload() {
        Objects.requireNonNull(window, "window").reload();
    }

    @Override
    public void reloadIgnoringCache() {
        Objects.requireNonNull(window, "window").reloadIgnoringCache();
    }

    @Override
    public void forcefullyCrashRenderer() {
        Objects.requireNonNull(window, "window").crash();
    }

    @Override
    public <E> Subscription on(EventType<E> type, EventListener<? super E> listener) {
        return emitter.on(type, listener);
    }

    @Override
    public <E> Subscription once(EventType<E> type, EventListener<? super E> listener) {
        return emitter.once(type, listener);
    }

    @Override
    public String toString() {
        return "WebContents #" + id;
    }

    private RendererSession liveSession() {
        RendererSupervisor current = supervisor;
        if (isDestroyed() || current == null) {
            throw new IllegalStateException("Object has been destroyed");
        }
        return current.session();
    }
}
