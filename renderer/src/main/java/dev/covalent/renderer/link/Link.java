package dev.covalent.renderer.link;

import dev.covalent.common.IpcClosedException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.LoopFuture;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.link.RelayCost;
import dev.covalent.common.link.Riders;
import dev.covalent.common.observe.Observation;
import dev.covalent.common.observe.Span;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A renderer's link to main, over whatever carries it.
 *
 * <p>Two threads are its own: one delivers what is queued, one receives. Requests are sent by the threads that wait for
 * them. A connection that breaks ends the link: everything that is open fails, and nothing can be sent any more.
 *
 * <p>Thread-safe.
 */
public final class Link implements MainLink {
    private static final Logger log = LoggerFactory.getLogger(Link.class);

    /** A request that is late main answers itself, unless its loop is busy; that answer may take so much longer to come. */
    private static final Duration ANSWER_GRACE = Duration.ofMillis(250);

    /** Below main's cap of connections per session, which would refuse one more. */
    private static final int CONCURRENT_REQUESTS = 64;

    private static final long RIDER_DELAY_MILLIS = 20;

    private final MainStubs stubs;
    private final EventLoop loop;
    private final Duration requestTimeout;
    private final Riders riders = new Riders(this::later);
    private final Outlet outlet;
    private final RelayCredit credit;
    private final Inlet inlet;
    private final InboundBudget budget;
    private final Runnable ended;
    private final Calls calls;
    private final LoopDuties duties;
    private final OpenReplies replies;
    private final Cancels cancels;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LongSupplier mainsTurn;
    private final ScheduledExecutorService timer;
    private final LastWords lastWords = new LastWords();
    private final Shortcut shortcut;
    private final Thread sender;
    private final Thread receiver;
    private volatile @Nullable InboundFrames frames;

    /** Why the link has ended, if it was not closed here; written once, before anybody is told. */
    private volatile @Nullable Throwable brokenBy;

    /**
     * Makes a link that is not started.
     *
     * @param name names its threads
     * @param mainsTurn tells which turn of main's loop the calling thread holds, 0 for none
     * @param ended runs once, when the link has ended
     */
    public Link(
            String name,
            MainStubs stubs,
            EventLoop loop,
            Duration requestTimeout,
            QueueLimits limits,
            LongSupplier mainsTurn,
            Runnable ended) {
        this.stubs = stubs;
        this.loop = loop;
        this.requestTimeout = requestTimeout;
        this.outlet = new Outlet(limits, riders, () -> drained(0));
        this.credit = new RelayCredit(limits, this::drained);
        this.budget = new InboundBudget(limits.bound());
        this.ended = ended;
        this.mainsTurn = mainsTurn;
        this.timer = Threads.scheduler("deadlines-" + name);
        this.cancels = new Cancels(name, stubs, outlet, this::post);
        this.duties = new LoopDuties(loop);
        this.replies = new OpenReplies(
                loop,
                duties,
                timer,
                budget,
                mainsTurn,
                outlet::withdraw,
                cancels::tell,
                this::unclaimed,
                this::ignored);
        this.inlet = new Inlet(this::take, budget, replies::take, replies::due);
        this.calls = new Calls(stubs, outlet, cancels::abandon, CONCURRENT_REQUESTS, ANSWER_GRACE, this::end);
        this.shortcut = new Shortcut(
                stubs,
                outlet,
                cancels::abandon,
                calls.permits(),
                ANSWER_GRACE,
                this::takeEarly,
                replies::lost,
                this::end);
        this.sender = Threads.daemon("sender-" + name, this::deliver);
        this.receiver = Threads.daemon("receiver-" + name, this::receive);
    }

    /**
     * Starts to deliver and receive.
     *
     * @param receiver takes what main sends
     */
    public void start(InboundFrames receiver) {
        frames = receiver;
        sender.start();
        this.receiver.start();
    }

    @Override
    public boolean post(Upstream frame) {
        if (isOwed(frame)) {
            outlet.addBeyondBound(frame.encode());
            return true;
        }
        boolean below = isAnswer(frame) ? outlet.addAnswer(frame.encode()) : outlet.add(frame.encode());
        Observation.sent(frame);
        return below;
    }

    @Override
    public boolean relay(int webContentsId, String channel, Payload arguments, Upstream frame) {
        long cost = RelayCost.of(channel, arguments);
        boolean below = credit.spend(webContentsId, cost);
        boolean queued = false;
        try {
            post(frame);
            queued = true;
            return below;
        } finally {
            if (!queued) {
                credit.taken(webContentsId, cost);
            }
        }
    }

    @Override
    public long bufferedAmount(int receiver) {
        return receiver == 0 ? outlet.bufferedAmount() : credit.outstanding(receiver);
    }

    @Override
    public void whenLeaving(Runnable action) {
        riders.add(action);
    }

    @Override
    public Parcel call(Request request) {
        return call(request, () -> {});
    }

    @Override
    public Parcel call(Request request, Runnable notSent) {
        Span span = Observation.calling(request);
        try {
            Parcel answer = callMain(request, notSent);
            span.done();
            return answer;
        } catch (RuntimeException | Error failed) {
            span.failed(failed);
            throw failed;
        }
    }

    private Parcel callMain(Request request, Runnable notSent) {
        try {
            checkOpen();
            MainsTurn.check(mainsTurn);
        } catch (RuntimeException refused) {
            notSent.run();
            throw refused;
        }
        Duration deadline =
                request instanceof Request.SendSync sync ? Duration.ofMillis(sync.deadlineMillis()) : requestTimeout;
        return calls.call(request, deadline, notSent);
    }

    @Override
    public <T> CompletableFuture<T> ask(LongFunction<Upstream> frame, Question<T> question) {
        Reply<T> reply = replies.enter(question);
        try {
            Upstream asking = frame.apply(reply.number());
            Observation.asking(asking).endsWith(end -> LoopFuture.aside(reply.future(), end));
            reply.queuedAs(outlet.addClaimable(asking.encode()), shortcut);
        } catch (RuntimeException notSent) {
            replies.notAsked(reply, notSent);
            return reply.future();
        } catch (Error broken) {
            replies.notAsked(reply, broken);
            throw broken;
        }
        replies.asked(reply);
        if (closed.get()) {
            replies.lostAll(gone());
        }
        return reply.future();
    }

    @Override
    public void runAlsoInWaits(Runnable task) {
        duties.add(task);
    }

    @Override
    public Duration requestTimeout() {
        return requestTimeout;
    }

    /** Returns what watches the deadlines of this renderer; it ends with the link. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    /**
     * Waits until a frame of main's has arrived; for requests whose effect comes as a frame.
     *
     * @throws PeerGoneException if the link ends first
     * @throws CancellationException if the calling thread is interrupted
     */
    public void awaitArrived(long number) {
        boolean onLoop = loop.inTurn();
        if (onLoop) {
            budget.loopWaits();
        }
        try {
            if (!inlet.awaitArrived(number, requestTimeout)) {
                if (closed.get()) {
                    throw gone();
                }
                throw new IpcTimeoutException(
                        "Frame " + number + " of main did not arrive within " + requestTimeout.toMillis() + " ms");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while waiting for what main has done to arrive here");
        } finally {
            if (onLoop) {
                budget.loopGoesOn();
            }
        }
    }

    /** Tells whether the link has ended. */
    public boolean isClosed() {
        return closed.get();
    }

    /**
     * Waits until everything queued has been delivered.
     *
     * @return false if it was not within the limit
     */
    public boolean flush(Duration limit) throws InterruptedException {
        return outlet.awaitDelivered(limit);
    }

    @Override
    public void posted() {
        Duration left = lastWords.remaining();
        if (!left.isZero()) {
            flushUninterrupted(left);
        }
    }

    /** Delivers what is queued, because the JVM ends; from now on whoever sends waits for it, until the limit is over. */
    public void sayLastWords(Duration limit) {
        lastWords.begin(limit);
        flushUninterrupted(limit);
    }

    /** Ends the link; open requests fail. Closing twice is a no-op. */
    public void close() {
        end(null);
    }

    /** Ends the link because of what broke it, or without a reason. */
    public void end(@Nullable Throwable cause) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (cause != null) {
            log.debug("The link to main has ended", cause);
        }
        brokenBy = cause;
        outlet.close();
        budget.close();
        inlet.close();
        timer.shutdownNow();
        cancels.close();
        replies.lostAll(gone());
        ended.run();
    }

    private void deliver() {
        try {
            for (FrameBatch batch = outlet.take(); batch != null; batch = outlet.take()) {
                if (batch.frames().isEmpty()) {
                    continue;
                }
                for (Payload reply : FrameBatch.decode(stubs.deliver(batch)).frames()) {
                    EarlyReply early = EarlyReply.decode(reply);
                    replies.arrived(early.reply());
                    inlet.takeEarly(early);
                }
                outlet.delivered();
                Objects.requireNonNull(frames, "frames").delivered();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            end(interrupted);
        } catch (RuntimeException | Error broken) { // whatever it is, nobody else would notice that this thread is gone
            end(broken);
        }
    }

    private void receive() {
        try {
            while (!closed.get()) {
                inlet.take(FrameBatch.decode(stubs.receive(inlet.arrived())));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            end(interrupted);
        } catch (RuntimeException | Error broken) { // whatever it is, nobody else would notice that this thread is gone
            end(broken);
        }
    }

    private void take(Downstream frame, Runnable handled) {
        if (frame instanceof Downstream.RelayTaken taken) {
            credit.taken(taken.webContentsId(), taken.bytes());
            handled.run();
        } else if (frame instanceof Downstream.SyncReply reply) {
            calls.answeredAhead(reply);
            handled.run();
        } else if (frame instanceof Downstream.Withdrawn) {
            handled.run();
        } else {
            Objects.requireNonNull(frames, "frames").take(frame, handled);
        }
    }

    /** Takes an answer on the thread that waits for it and need not be handed over, unless something comes before it. */
    private void takeEarly(EarlyReply early) {
        replies.arrived(early.reply());
        long number = early.reply().request();
        if (loop.inTurn()) {
            replies.settle(number);
        } else if (early.after() > inlet.arrived() || !loop.tryRun(() -> replies.settle(number))) {
            inlet.takeEarly(early);
        }
    }

    /** Tells what is sent however full the queue is: the last frames, those that somebody waits for, and small states. */
    private static boolean isOwed(Upstream frame) {
        return frame instanceof PageNews.Goodbye
                || frame instanceof PageNews.Exiting
                || frame instanceof PageNews.PageLoaded
                || frame instanceof PageNews.PageFailed
                || frame instanceof Upstream.Cancel
                || frame instanceof Upstream.PortTaken
                || frame instanceof Upstream.BagUnwatch
                || frame instanceof Upstream.AppUnlisten
                || frame instanceof Upstream.AppQuit
                || frame instanceof Upstream.AppExit
                || frame instanceof PageNews.UnloadAnswer
                || frame instanceof PageNews.WindowFocus
                || frame instanceof PageNews.WindowReport
                || frame instanceof Upstream.ReferencesReleased
                || (frame instanceof Upstream.InvokeReply reply && reply.outcome() instanceof Outcome.Failure)
                || (frame instanceof Upstream.CallbackReply end && end.outcome() instanceof Outcome.Failure);
    }

    private static boolean isAnswer(Upstream frame) {
        return frame instanceof Upstream.InvokeReply || frame instanceof Upstream.CallbackReply;
    }

    private void unclaimed(Parcel answer) {
        if (!answer.references().isEmpty()) {
            Objects.requireNonNull(frames, "frames").unclaimed(answer);
        }
    }

    private void ignored(Throwable failure) {
        Objects.requireNonNull(frames, "frames").ignored(failure);
    }

    private void drained(int receiver) {
        Objects.requireNonNull(frames, "frames").drained(receiver);
    }

    private void later(Runnable task) {
        try {
            var unused = timer.schedule(task, RIDER_DELAY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            log.debug("The link closes; nothing is sent any more");
        }
    }

    private void flushUninterrupted(Duration limit) {
        try {
            if (!flush(limit)) {
                log.debug("Not everything was delivered before the JVM ended");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private PeerGoneException gone() {
        Throwable cause = brokenBy;
        return cause == null
                ? new PeerGoneException("This renderer was closed; what it had asked of main may have run")
                : new PeerGoneException(
                        "The main process is gone, or has ended this renderer's session; what was asked may have run",
                        cause);
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new IpcClosedException("IPC method called after context was released");
        }
    }
}
