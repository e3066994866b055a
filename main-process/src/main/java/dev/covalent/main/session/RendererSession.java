package dev.covalent.main.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.frame.WindowNews;
import dev.covalent.common.link.Outbox;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.link.Riders;
import dev.covalent.common.observe.Observation;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.WebContents;
import dev.covalent.main.trace.Traces;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One incarnation of a renderer, or a utility process: its order, its queue, and everything that is released when it is
 * gone.
 *
 * <p>Thread-safe. Releases run on the main loop, once, in the order in which they were given.
 */
public final class RendererSession implements RendererPeer {
    private static final Logger log = LoggerFactory.getLogger(RendererSession.class);
    private static final Duration GAP_LIMIT = Duration.ofSeconds(10);

    private final long id;
    private final int windowId;
    private final @Nullable WebContents contents;
    private final String label;
    private final EventLoop loop;
    private final Consumer<Runnable> shortly;
    private final Riders riders;
    private final Outbox outbox;
    private final Lane lane = new Lane(GAP_LIMIT);
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final AtomicBoolean overflown = new AtomicBoolean();
    private final Object lock = new Object();

    @GuardedBy("lock") private final Queue<Runnable> releases = new ArrayDeque<>();

    private final DroppedMessages dropped = new DroppedMessages(log);

    @GuardedBy("lock") private boolean gone;

    private final RemoteGrants grants = new RemoteGrants();

    private volatile Consumer<String> overflow = why -> log.error("{}: {}", this, why);
    private volatile Runnable drained = () -> {};
    private volatile long processId;
    private volatile boolean remoteEnabled = true;
    private volatile boolean operator;
    private volatile boolean letIn;
    private volatile boolean spare;
    private volatile Traces traces = Traces.NONE;

    /**
     * Makes a session whose renderer has yet to connect.
     *
     * @param id the session's number, which its connections carry
     * @param contents what it shows
     * @param windowId the id of its window
     * @param loop main's event loop
     * @param limits how much may wait for it
     * @param shortly runs a task after a short delay
     */
    public RendererSession(
            long id,
            WebContents contents,
            int windowId,
            EventLoop loop,
            QueueLimits limits,
            Consumer<Runnable> shortly) {
        this(id, contents, "Renderer " + contents.id(), windowId, loop, limits, shortly);
    }

    private RendererSession(
            long id,
            @Nullable WebContents contents,
            String label,
            int windowId,
            EventLoop loop,
            QueueLimits limits,
            Consumer<Runnable> shortly) {
        this.id = id;
        this.contents = contents;
        this.label = label;
        this.windowId = windowId;
        this.loop = loop;
        this.shortly = shortly;
        this.riders = new Riders(shortly);
        this.outbox = new Outbox(limits, riders, () -> drained.run());
    }

    /**
     * Makes the session of a utility process, which has yet to connect: it shows nothing and may use nothing but ports.
     *
     * @param name what messages and the log call it
     */
    public static RendererSession ofUtility(
            long id, String name, EventLoop loop, QueueLimits limits, Consumer<Runnable> shortly) {
        return new RendererSession(id, null, "Utility process '" + name + "'", 0, loop, limits, shortly);
    }

    /** Makes the session of a renderer that waits for its page: it may connect, and do nothing else. */
    public static RendererSession ofSpare(long id, EventLoop loop, QueueLimits limits, Consumer<Runnable> shortly) {
        RendererSession session = new RendererSession(id, null, "Spare renderer", 0, loop, limits, shortly);
        session.spare = true;
        session.remoteEnabled = false;
        return session;
    }

    /** Tells whether it is a utility process. */
    public boolean isUtility() {
        return contents == null && !spare;
    }

    /** Tells whether it is a renderer that waits for its page. */
    public boolean isSpare() {
        return spare;
    }

    /**
     * Says who cuts the renderer off, shortly after, when it does not even take what it cannot be refused. It is told once,
     * and never by the thread that posts, which may hold a lock.
     */
    public void overflowsTo(Consumer<String> cut) {
        overflow = cut;
    }

    /**
     * Returns what it may reach by the remote module. What had arrived from it when it ended is delivered with these.
     */
    public RemoteGrants grants() {
        return grants;
    }

    /** Says who is told that the renderer has caught up, after more than the high-water mark had waited for it. */
    public void drainsTo(Runnable listener) {
        drained = listener;
    }

    /** Returns the session's number. */
    public long id() {
        return id;
    }

    /** Takes the use of main's objects away from the renderer; before it connects. */
    public void disableRemote() {
        remoteEnabled = false;
    }

    /** Tells whether the renderer may use main's objects. */
    public boolean isRemoteEnabled() {
        return remoteEnabled;
    }

    /** Learns that it is an operator's tool: it shows nothing, and may look into the application. */
    public void introducedAsOperator() {
        operator = true;
    }

    /** Tells whether it is an operator's tool. */
    public boolean isOperator() {
        return operator;
    }

    /** Learns that it was let in. */
    public void letIn() {
        letIn = true;
    }

    /** Tells whether it was let in: until then it may do nothing but introduce itself. */
    public boolean isLetIn() {
        return letIn;
    }

    /** Says who is told what passes; before it connects. */
    void tracedBy(Traces told) {
        traces = told;
    }

    @Override
    public Traces traces() {
        return traces;
    }

    /** Runs a task on a thread of its own after a short delay; never, if main is closed meanwhile. */
    public void shortly(Runnable task) {
        shortly.accept(task);
    }

    /**
     * Returns what the renderer shows.
     *
     * @throws IllegalStateException if it is a utility process or a spare renderer, which show nothing
     */
    public WebContents contents() {
        WebContents shown = contents;
        if (shown == null) {
            throw new IllegalStateException(this + " shows nothing");
        }
        return shown;
    }

    /** Returns the id of the renderer's window; 0 if it is a utility process. */
    public int windowId() {
        return windowId;
    }

    /** Returns the order of what the renderer sends. */
    public Lane lane() {
        return lane;
    }

    /** Returns what waits for the renderer. */
    public Outbox outbox() {
        return outbox;
    }

    /** Returns main's event loop. */
    public EventLoop loop() {
        return loop;
    }

    /** Returns how many frames the renderer never acknowledged; known once it is gone. */
    public int unacknowledged() {
        return outbox.dropped();
    }

    @Override
    public int webContentsId() {
        return contents == null ? 0 : contents.id();
    }

    @Override
    public long processId() {
        return processId;
    }

    /** Sets the process id, when the process is forked or introduces itself. */
    public void processId(long pid) {
        processId = pid;
    }

    @Override
    public boolean post(Downstream frame) {
        // Refused, a reply would leave its request open, a cancellation would be lost, a change would let copies of the
        // storage differ, and a window would be found that is destroyed; and a renderer that does not keep up must
        // still be told to close, and that others keep up
        // with it.
        boolean owed = frame instanceof Downstream.Reply
                || frame instanceof Downstream.SyncReply
                || frame instanceof Downstream.Cancel
                || frame instanceof Downstream.StorageChanged
                || frame instanceof PageOrder.Unload
                || frame instanceof PageOrder.MayUnload
                || frame instanceof PageOrder.WindowReportTaken
                || frame instanceof WindowNews
                || frame instanceof Downstream.RelayTaken
                || frame instanceof Downstream.ReferencesReleased
                || frame instanceof Downstream.PortTaken
                || frame instanceof Downstream.PostingSettled;
        if (!owed) {
            return offer(frame.encode()) != Outbox.Offer.CLOSED;
        }
        Outbox.Offer offer = outbox.offerBeyondBound(frame.encode());
        if (offer == Outbox.Offer.FULL && overflown.compareAndSet(false, true)) {
            String why = "it does not take what it is owed, " + outbox.bufferedAmount() + " bytes by now";
            shortly.accept(() -> overflow.accept(why));
        }
        return offer == Outbox.Offer.QUEUED || offer == Outbox.Offer.HIGH;
    }

    @Override
    public boolean isWritable() {
        return outbox.isWritable();
    }

    @Override
    public @Nullable Withdrawal postWithdrawable(Downstream frame) {
        Payload encoded = frame.encode();
        Outbox.Place place = outbox.place(encoded);
        return noted(encoded, place.offer()) == Outbox.Offer.CLOSED ? null : () -> outbox.withdraw(place.number());
    }

    /**
     * Queues an encoded message for it.
     *
     * @return false if more than the high-water mark waits for it now, or it is gone, and the message dropped
     * @throws QueueFullException if too many bytes wait for it; nothing was queued
     */
    public boolean send(Payload frame) {
        Outbox.Offer offer = offer(frame);
        if (offer == Outbox.Offer.CLOSED) {
            dropped.add(this);
        }
        return offer == Outbox.Offer.QUEUED;
    }

    /**
     * Queues an encoded message for it, unless it is gone.
     *
     * @return whether it is queued, however much waits for it now
     * @throws QueueFullException if too many bytes wait for it; nothing was queued
     */
    public boolean trySend(Payload frame) {
        boolean queued = offer(frame) != Outbox.Offer.CLOSED;
        if (!queued) {
            dropped.add(this);
        }
        return queued;
    }

    /** Is told of a message to it that was dropped because it is gone. */
    public void dropped() {
        dropped.add(this);
    }

    /** Tells how many messages were dropped because it was gone; called when another takes its place, or none will. */
    public void tellDropped() {
        dropped.tell(this);
    }

    private Outbox.Offer offer(Payload frame) {
        return noted(frame, outbox.offer(frame));
    }

    private Outbox.Offer noted(Payload frame, Outbox.Offer offer) {
        if (offer == Outbox.Offer.FULL) {
            throw new QueueFullException(this + " has "
                    + outbox.bufferedAmount() + " bytes waiting, the bound is " + outbox.bound()
                    + ": it does not keep up; send less, or raise MainProcess.builder().queueBound");
        }
        if (offer != Outbox.Offer.CLOSED) {
            Observation.sent(frame, webContentsId());
            traces.sent(frame, webContentsId(), operator);
        }
        return offer;
    }

    @Override
    public void whenLeaving(Runnable action) {
        riders.add(action);
    }

    @Override
    public boolean isGone() {
        synchronized (lock) {
            return gone;
        }
    }

    @Override
    public void onGone(Runnable release) {
        synchronized (lock) {
            releases.add(release);
            if (!gone) {
                return;
            }
        }
        loop.execute(this::releaseNext);
    }

    /**
     * Waits for the answer to a request of this renderer; must not be called in the loop's turn.
     *
     * @throws TimeoutException if it did not come within the limit
     * @throws PeerGoneException if the renderer is gone, and nobody waits any more
     */
    public <T> T await(CompletableFuture<T> answer, Duration limit) throws TimeoutException, InterruptedException {
        try {
            CompletableFuture.anyOf(answer, end).get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            log.debug("Renderer {}: an answer failed", webContentsId(), failed);
        }
        if (answer.isDone()) {
            return answer.join();
        }
        throw new PeerGoneException(this + " is gone");
    }

    /** Ends the session: nothing is queued any more, and everything it owned is released. Ending twice is a no-op. */
    public void end() {
        int owed;
        synchronized (lock) {
            owed = gone ? 0 : releases.size();
            gone = true;
        }
        outbox.close(); // also if another thread is about to: whoever ends it sees that it has ended
        lane.close();
        end.complete(null);
        for (int i = 0; i < owed; i++) {
            loop.execute(this::releaseNext);
        }
    }

    /** In the turn: one that is given while the session ends could otherwise overtake those before it. */
    private void releaseNext() {
        Runnable next;
        synchronized (lock) {
            next = releases.remove();
        }
        next.run();
    }

    @Override
    public String toString() {
        long pid = processId;
        return pid == 0 ? label : label + " (pid " + pid + ")"; // there is none yet, or there never was
    }
}
