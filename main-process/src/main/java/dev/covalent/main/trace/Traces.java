package dev.covalent.main.trace;

import dev.covalent.common.Subscription;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.observe.Span;
import dev.covalent.common.payload.Payload;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Those who are told what passes through a main process.
 *
 * <p>Where there are none, everything here is one look at a volatile field. Thread-safe.
 */
public final class Traces {
    /** Those of a session that nobody can trace. */
    public static final Traces NONE = new Traces();

    private final CopyOnWriteArrayList<Tracer> tracers = new CopyOnWriteArrayList<>();

    /** Whether there are any: the list itself would be two looks. */
    private volatile boolean on;

    /** Makes one that nobody listens to. */
    public Traces() {}

    /** Adds somebody to be told; closing the subscription ends it. */
    public Subscription add(Tracer tracer) {
        synchronized (tracers) {
            tracers.add(tracer);
            on = true;
        }
        return () -> {
            synchronized (tracers) {
                tracers.remove(tracer);
                on = !tracers.isEmpty();
            }
        };
    }

    /** Tells whether anybody is told. */
    public boolean isOn() {
        return on;
    }

    /**
     * Begins the handling of a renderer's frame.
     *
     * @param recorded what records it otherwise, and ends with what is returned
     * @param sender the contents that sent it
     */
    public Span handling(Span recorded, Upstream frame, int sender) {
        return on ? begun(recorded, Passing.of(frame, sender)) : recorded;
    }

    /**
     * Begins the handling of a renderer's request.
     *
     * @param recorded what records it otherwise, and ends with what is returned
     * @param sender the contents that asked
     */
    public Span handling(Span recorded, Request request, int sender) {
        return on ? begun(recorded, Passing.of(request, sender)) : recorded;
    }

    /**
     * Begins the time until main has the answer to a frame that asks a renderer.
     *
     * @param recorded what records it otherwise, and ends with what is returned
     * @param receiver the contents that are asked
     */
    public Span asking(Span recorded, Downstream frame, int receiver) {
        return on ? begun(recorded, Passing.asked(frame, receiver)) : recorded;
    }

    /**
     * Tells that main has sent a frame which is not answered.
     *
     * @param frame in its encoded form, which is read only if anybody is told
     * @param receiver the contents that it is for
     * @param operator whether they are an operator's tool's: that it is told something is not told
     */
    public void sent(Payload frame, int receiver, boolean operator) {
        if (on) {
            Downstream decoded = Downstream.decode(frame);
            Passing passing = Passing.sent(decoded, receiver);
            if (passing != null && !(operator && decoded instanceof Downstream.CallbackCall)) {
                begun(Span.OFF, passing).end("sent");
            }
        }
    }

    private Span begun(Span recorded, @Nullable Passing passing) {
        if (passing == null) {
            return recorded;
        }
        List<Tracer> told =
                tracers.stream().filter(tracer -> tracer.wants(passing)).toList();
        return told.isEmpty() ? recorded : new TraceSpan(recorded, passing, told);
    }
}
