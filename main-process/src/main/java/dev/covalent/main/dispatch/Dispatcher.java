package dev.covalent.main.dispatch;

import dev.covalent.common.RemoteError;
import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.Interrupts;
import dev.covalent.common.frame.Deadlines;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.RequestSubject;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.invoke.OpenInvocations;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.observe.Observation;
import dev.covalent.common.observe.Span;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.global.RemoteObjects;
import dev.covalent.main.ipc.Delivery;
import dev.covalent.main.ipc.IpcRouter;
import dev.covalent.main.port.PortRouter;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.window.WindowTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what renderers send to the parts of main, in the order of each renderer's numbers and in the turn of main's loop.
 *
 * <p>Called by the threads that bring it, which take the turn themselves. Answers are waited for outside the lane and the
 * turn, so a slow answer holds only the thread that wants it. Thread-safe.
 */
public final class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Outcome.Failure REMOTE_DISABLED = new Outcome.Failure(
            FailureKind.ACCESS_DENIED,
            "remote is disabled for this WebContents. Open its window with BrowserWindowOptions.remote(true) to enable it.");
    private static final Duration BUSY_REPORT = Duration.ofSeconds(10);

    private final EventLoop loop;
    private final Duration requestTimeout;
    private final IpcRouter ipc;
    private final WindowTable windows;
    private final Processes processes;
    private final RemoteObjects objects;
    private final PortRouter ports;
    private final WindowDesk desk;
    private final StorageDesk storage;
    private final OneWayFrames oneWay;
    private final AnswersAhead ahead;
    private final Consumer<Throwable> uncaught;

    /**
     * When frames came.
     *
     * @param nanos as {@link System#nanoTime} counts
     * @param recorded what a recording is given, if there is one
     */
    private record Arrival(long nanos, long recorded) {}

    /**
     * Makes a dispatcher.
     *
     * @param requestTimeout how long a request waits for its answer
     * @param uncaught is told what nobody else can be told
     */
    public Dispatcher(
            EventLoop loop,
            Duration requestTimeout,
            IpcRouter ipc,
            WindowTable windows,
            Processes processes,
            RemoteObjects objects,
            PortRouter ports,
            WindowDesk desk,
            StorageDesk storage,
            Relay relay,
            AnswersAhead ahead,
            Consumer<Throwable> uncaught) {
        this.loop = loop;
        this.requestTimeout = requestTimeout;
        this.ipc = ipc;
        this.windows = windows;
        this.processes = processes;
        this.objects = objects;
        this.ports = ports;
        this.desk = desk;
        this.storage = storage;
        this.oneWay = new OneWayFrames(ipc, windows, processes, objects, ports, desk.app(), relay);
        this.ahead = ahead;
        this.uncaught = uncaught;
    }

    /**
     * Dispatches one-way frames.
     *
     * @return the encoded early replies
     * @throws MalformedFrameException if the sender broke the protocol; it is cut off
     */
    public List<Payload> deliver(RendererSession session, FrameBatch batch) throws InterruptedException {
        Arrival arrival = new Arrival(System.nanoTime(), Observation.arrival());
        return guarded(session, () -> {
            List<Upstream> frames = new ArrayList<>(batch.frames().size());
            batch.frames().forEach(frame -> frames.add(Upstream.decode(frame)));
            frames.forEach(frame -> admit(session, frame));
            frames.forEach(frame -> giveUpAhead(session, frame));
            ReplySlot replies = new ReplySlot(session, early -> objects.answered(session, batch.first(), early));
            if (!session.lane().enter(batch.first())) {
                frames.forEach(frame -> refused(session, frame));
                return List.of();
            }
            try {
                Iterator<Upstream> rest = frames.iterator();
                while (rest.hasNext()) {
                    inTurn(session, () -> dispatchRun(session, rest, replies, arrival));
                }
            } finally {
                session.lane().leave(frames.size());
            }
            return replies.seal();
        });
    }

    /**
     * Dispatches a request and waits for its outcome.
     *
     * @throws MalformedFrameException if the sender broke the protocol; it is cut off
     */
    public Outcome request(RendererSession session, long sequence, Request request) throws InterruptedException {
        long arrival = Observation.arrival();
        Duration deadline =
                request instanceof Request.SendSync sync ? Duration.ofMillis(sync.deadlineMillis()) : requestTimeout;
        long limit = System.nanoTime() + deadline.toNanos();
        CompletableFuture<Outcome> answer = guarded(session, () -> {
            if (session.isUtility()) {
                throw notForUtilities(request);
            }
            CompletableFuture<Outcome> started = new CompletableFuture<>();
            if (!session.lane().enter(sequence)) {
                objects.refused(session, request);
                return CompletableFuture.completedFuture(
                        new Outcome.Failure(FailureKind.GONE, "The session has ended, or the request was given up"));
            }
            try {
                inTurn(session, () -> {
                    if (System.nanoTime() - limit > 0) { // its caller has been told, and waits no more
                        objects.refused(session, request);
                        started.complete(late(request, deadline, "nothing ran; main's loop was busy"));
                        return;
                    }
                    int sender = session.webContentsId();
                    Span span =
                            session.traces().handling(Observation.handling(request, sender, arrival), request, sender);
                    orFail(() -> answer(session, sequence, request)).whenComplete((outcome, thrown) -> {
                        Outcome end = thrown == null ? outcome : failure(thrown);
                        span.answered(end);
                        started.complete(end);
                    });
                });
            } finally {
                session.lane().leave(1);
            }
            return started;
        });
        try {
            Outcome outcome = session.await(answer, Duration.ofNanos(Math.max(0, limit - System.nanoTime())));
            objects.answered(session, sequence, outcome);
            return outcome;
        } catch (TimeoutException late) {
            var unused = answer.thenAccept(outcome -> objects.undelivered(session, outcome));
            return late(request, deadline, "what was asked may still run");
        }
    }

    private Outcome late(Request request, Duration deadline, String rest) {
        String longer = Deadlines.millis(deadline) == Deadlines.millis(requestTimeout)
                ? "raise MainProcess.builder().requestTimeout"
                : "give withDeadline a longer one";
        return new Outcome.Failure(
                FailureKind.TIMEOUT,
                "No answer to " + RequestSubject.of(request) + " within " + deadline.toMillis() + " ms; " + rest
                        + ". Answer sooner, or " + longer);
    }

    /** Learns of a request that a renderer gives up, ahead of what is said of it in its sequence; waits for nothing. */
    public void giveUpAhead(RendererSession session, Upstream frame) {
        if (frame instanceof Upstream.Cancel && session.isUtility()) {
            throw notForUtilities(frame);
        }
        if (frame instanceof Upstream.Cancel cancel) {
            windows.requests().cancelAhead(session, cancel);
        }
    }

    /** Learns that a renderer has given a request up: it may not have been sent, and its answer is not taken. */
    public void abandoned(RendererSession session, long sequence) {
        session.lane().abandon(sequence);
        objects.abandoned(session, sequence);
    }

    /** Is told that a renderer has taken frames, so that there is room for what had to wait. */
    public void acknowledged(RendererSession session) {
        ports.resume(session);
        objects.resume(session);
    }

    /** Dispatches frames until there are no more or somebody else waits for the turn. */
    private void dispatchRun(RendererSession session, Iterator<Upstream> frames, ReplySlot replies, Arrival arrival) {
        do {
            Upstream frame = frames.next();
            try {
                int sender = session.webContentsId();
                Span span = session.traces()
                        .handling(Observation.handling(frame, sender, arrival.recorded()), frame, sender);
                dispatch(session, frame, replies, arrival.nanos(), span);
            } catch (MalformedFrameException | MalformedDataException malformed) {
                throw malformed;
            } catch (RuntimeException failed) { // the frames after it are not to suffer
                uncaught.accept(failed);
            }
            Interrupts.forget();
        } while (frames.hasNext() && !loop.isWanted());
    }

    private void dispatch(RendererSession session, Upstream frame, ReplySlot replies, long received, Span span) {
        if (frame instanceof Upstream.Invoke invoke) {
            windows.requests()
                    .serve(
                            session,
                            invoke,
                            received,
                            cancellation -> {
                                span.endsIfGivenUp(cancellation);
                                return ipc.invoke(session, invoke, cancellation);
                            },
                            answering(invoke.request(), replies, span));
        } else if (frame instanceof Upstream.Ask ask) {
            windows.requests()
                    .serve(
                            session,
                            ask,
                            received,
                            cancellation -> {
                                span.endsIfGivenUp(cancellation);
                                return orFail(() -> remote(session, ask.asked()));
                            },
                            answering(ask.request(), replies, span),
                            new OpenInvocations.Ends(
                                    () -> objects.refused(session, ask.asked()),
                                    outcome -> objects.undelivered(session, outcome)));
        } else {
            try {
                end(span, oneWay.take(session, frame));
            } catch (RuntimeException failed) {
                span.failed(failed);
                throw failed;
            }
        }
    }

    /** What a call passed that does not run was passed all the same. */
    private void refused(RendererSession session, Upstream frame) {
        if (frame instanceof Upstream.Ask ask) {
            objects.refused(session, ask.asked());
        }
    }

    private static void end(Span span, Delivery delivery) {
        switch (delivery) {
            case DONE -> span.done();
            case UNHEARD -> span.unheard();
            case DENIED -> span.denied();
        }
    }

    private CompletionStage<Outcome> orFail(Supplier<CompletionStage<Outcome>> answer) {
        try {
            return answer.get();
        } catch (MalformedFrameException | MalformedDataException malformed) {
            throw malformed; // no failure of whoever was asked
        } catch (Throwable thrown) { // nobody else would tell the renderer, which waits
            uncaught.accept(thrown);
            return CompletableFuture.completedFuture(failure(thrown));
        }
    }

    private CompletionStage<Outcome> answer(RendererSession session, long sequence, Request request) {
        if (request instanceof Request.SendSync message) {
            return ahead.during(session, sequence, answered -> ipc.sendSync(session, message, answered));
        }
        if (request instanceof Request.StorageLoad
                || request instanceof Request.StorageSet
                || request instanceof Request.StorageRemove
                || request instanceof Request.StorageClear) {
            return storage.answer(session, request);
        }
        return remote(session, (RemoteRequest) request);
    }

    private CompletionStage<Outcome> remote(RendererSession session, RemoteRequest request) {
        if (!session.isRemoteEnabled()) {
            objects.refused(session, request);
            return CompletableFuture.completedFuture(REMOTE_DISABLED);
        }
        return WindowDesk.takes(request)
                ? CompletableFuture.completedFuture(desk.answer(session, request))
                : objects.call(session, request);
    }

    private static Consumer<Outcome> answering(long request, ReplySlot replies, Span span) {
        return outcome -> {
            span.answered(outcome);
            replies.answer(request, outcome);
        };
    }

    private void inTurn(RendererSession session, Runnable work) throws InterruptedException {
        @Nullable RuntimeException[] broken = new RuntimeException[1];
        Runnable task = () -> {
            try {
                work.run();
            } catch (MalformedFrameException | MalformedDataException malformed) {
                broken[0] = malformed;
            } catch (RuntimeException failed) {
                uncaught.accept(failed);
            } finally {
                Interrupts.forget(); // RMI is to answer on this thread
            }
        };
        long since = System.nanoTime();
        while (!runOnce(task)) { // the watch of the loop warns
            log.debug(
                    "{} has waited {} s for main's loop",
                    session,
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        if (broken[0] != null) {
            throw broken[0];
        }
    }

    private boolean runOnce(Runnable task) {
        try {
            loop.run(task, BUSY_REPORT);
            return true;
        } catch (TimeoutException busy) {
            return false;
        }
    }

    private <T> T guarded(RendererSession session, Interruptible<T> work) throws InterruptedException {
        try {
            return work.run();
        } catch (MalformedFrameException | MalformedDataException malformed) {
            processes.cut(session, String.valueOf(malformed.getMessage()));
            throw malformed;
        }
    }

    /** A utility process has ports, and nothing else. */
    private static void admit(RendererSession session, Upstream frame) {
        boolean always = frame instanceof Upstream.PortMessage
                || frame instanceof Upstream.PortReturned
                || frame instanceof Upstream.PortTaken
                || frame instanceof Upstream.PortClose
                || frame instanceof PageNews.Goodbye
                || frame instanceof Upstream.Withdrawn;
        if (!always && session.isUtility()) {
            throw notForUtilities(frame);
        }
    }

    private static MalformedFrameException notForUtilities(Object sent) {
        return new MalformedFrameException(
                "A utility process sends no " + sent.getClass().getSimpleName());
    }

    private static Outcome failure(Throwable thrown) {
        RemoteError error = StructuredClone.errorOf(thrown); // its own toString may throw
        return new Outcome.Failure(FailureKind.HANDLER, error.toString(), StructuredClone.encodeError(error));
    }

    /** Work that may be interrupted. */
    @FunctionalInterface
    private interface Interruptible<T> {
        T run() throws InterruptedException;
    }
}
