package dev.covalent.renderer.boot;

import dev.covalent.common.IpcException;
import dev.covalent.common.MessagePort;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.concurrent.LoopWatch;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Welcome;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.observe.Observation;
import dev.covalent.common.port.LocalPort;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.renderer.ParentPort;
import dev.covalent.renderer.host.Uncaught;
import dev.covalent.renderer.link.InboundFrames;
import dev.covalent.renderer.link.Link;
import dev.covalent.renderer.port.PortTable;
import dev.covalent.renderer.rmi.RmiMainStubs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A utility process that is connected to main. It has ports and nothing else, and stays connected until its JVM has ended,
 * when main gets what was posted last.
 *
 * <p>Thread-safe.
 */
final class ConnectedUtility implements InboundFrames {
    private static final Logger log = LoggerFactory.getLogger(ConnectedUtility.class);

    /** How much longer a JVM that ends may live so that main gets what it has posted. */
    private static final Duration LAST_WORDS_LIMIT = Duration.ofSeconds(5);

    private final Lifeline lifeline;
    private final Link link;
    private final PortTable ports;
    private final SerialLoop loop;
    private final String name;
    private final CompletableFuture<ParentPort> parentPort = new CompletableFuture<>();

    private ConnectedUtility(String name, Lifeline lifeline, RmiMainStubs stubs, Welcome welcome) {
        this.name = name;
        this.lifeline = lifeline;
        QueueLimits limits = new QueueLimits(welcome.queueBound(), welcome.highWaterMark());
        loop = new SerialLoop("utility-loop", Uncaught::reportInUtility);
        link = new Link(
                "utility",
                stubs,
                loop,
                Duration.ofMillis(welcome.requestTimeoutMillis()),
                limits,
                () -> 0, // main is another process
                this::release);
        ports = new PortTable(link, Uncaught::reportInUtility, limits);
    }

    /**
     * Connects.
     *
     * @param name what main calls this process
     * @throws PeerGoneException if main does not answer
     */
    static ConnectedUtility connect(String name, Dialer dialer, Lifeline lifeline) {
        RmiMainStubs stubs = RmiMainStubs.lookUp(dialer, ChildMain.START_LIMIT);
        Welcome welcome = stubs.open(Introduction.ofThisProcess(""), ChildMain.START_LIMIT);
        return new ConnectedUtility(name, lifeline, stubs, welcome);
    }

    /**
     * Starts to send and receive.
     *
     * @return the port to main, which comes first
     * @throws PeerGoneException if it does not come
     */
    ParentPort start() throws InterruptedException {
        new ExitHook("last-words", this::sayLastWords).install();
        link.start(this);
        lifeline.watch(() -> {}, () -> link.end(new PeerGoneException("The main process is gone")));
        LoopWatch unused =
                LoopWatch.start(toString(), loop, link.timer(), LoopWatch.DEFAULT_BLOCKED_AFTER, blockage -> {});
        try {
            return parentPort.get(ChildMain.START_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new PeerGoneException("The main process has given this process no port", failed);
        }
    }

    @Override
    public void take(Downstream frame, Runnable handled) {
        if (frame instanceof Downstream.ParentPort granted) {
            MessagePort port = ports.adopt(List.of(granted.port())).get(0);
            parentPort.complete(new ConnectedParentPort((LocalPort) port, loop, ports::newChannel, link::posted));
        } else if (frame instanceof Downstream.PortTaken taken) {
            ports.taken(taken);
        } else if (frame instanceof Downstream.PostingSettled settled) {
            ports.settled(settled);
        } else if (frame instanceof Downstream.PortMessage message) {
            long arrival = Observation.arrival();
            ports.received(message); // what waits at a port is bounded there
            if (arrival != 0) {
                loop.execute(() -> Observation.handling(message, arrival).done());
            }
        } else if (frame instanceof Downstream.PortClosed end) {
            ports.closed(end);
        } else {
            throw new MalformedFrameException(
                    "A utility process takes no " + frame.getClass().getSimpleName());
        }
        loop.execute(handled); // behind whatever the frame has queued there
    }

    @Override
    public void delivered() {
        ports.resume();
    }

    @Override
    public void drained(int receiver) {
        log.trace("What waits for main has fallen; ports tell that themselves");
    }

    @Override
    public void unclaimed(Parcel answer) {
        throw new IllegalStateException("A utility process asks for nothing, so there are no answers");
    }

    @Override
    public void ignored(Throwable failure) {
        throw new IllegalStateException("A utility process asks for nothing, so nothing fails", failure);
    }

    @Override
    public String toString() {
        return "Utility process '" + name + "'";
    }

    private void sayLastWords() {
        try {
            if (!EndBySignal.isUnderWay()) { // which is no end of its own
                link.post(new PageNews.Goodbye());
            }
        } catch (IpcException ended) {
            log.debug("Main is gone; it is told nothing more");
        }
        link.sayLastWords(LAST_WORDS_LIMIT);
    }

    /** Runs once, when the link has ended: this process was cut off, or is about to end with main. */
    private void release() {
        ports.close();
        lifeline.close();
        parentPort.completeExceptionally(new PeerGoneException("The link to main has ended"));
    }
}
