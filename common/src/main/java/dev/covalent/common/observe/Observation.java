package dev.covalent.common.observe;

import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
import jdk.jfr.FlightRecorder;

/**
 * Tells the JDK Flight Recorder what passes through this process.
 *
 * <p>While the recorder was never initialised in this JVM, every method is one check of a flag: nothing is allocated, no
 * clock is read, no class of an event is loaded. A recording that starts later is noticed by the next message. A runtime
 * without the module {@code jdk.jfr} records nothing. Thread-safe.
 */
public final class Observation {
    /** Asked of the module system, because a runtime without the recorder has no class to ask. */
    private static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Observation() {}

    /** Tells whether somebody may be recording. */
    public static boolean isOn() {
        return AVAILABLE && FlightRecorder.isInitialized();
    }

    /** Returns the time at which something arrives, for {@link #handling} later; 0 if nobody records. */
    public static long arrival() {
        return isOn() ? Recorder.now() : 0;
    }

    /** Tells that a renderer has sent a frame to main. */
    public static void sent(Upstream frame) {
        if (isOn()) {
            UpstreamFrames.sent(frame);
        }
    }

    /**
     * Tells that main has sent a frame.
     *
     * @param peer the id of the contents that it is for
     */
    public static void sent(Downstream frame, int peer) {
        if (isOn()) {
            DownstreamFrames.sent(frame, peer);
        }
    }

    /**
     * Tells that main has sent a frame; it is read again, but only for somebody who records.
     *
     * @param frame in its encoded form, in which one frame may go to many
     * @param peer the id of the contents that it is for
     */
    public static void sent(Payload frame, int peer) {
        if (isOn()) {
            DownstreamFrames.sent(Downstream.decode(frame), peer);
        }
    }

    /**
     * Begins the handling of a renderer's frame in main; for one that asks, it ends with the answer.
     *
     * @param peer the id of the contents that sent it
     * @param arrival when it arrived
     */
    public static Span handling(Upstream frame, int peer, long arrival) {
        return isOn() ? UpstreamFrames.handling(frame, peer, arrival) : Span.OFF;
    }

    /**
     * Begins the handling of a frame of main's in a renderer.
     *
     * @param arrival when it arrived
     */
    public static Span handling(Downstream frame, long arrival) {
        return isOn() ? DownstreamFrames.handling(frame, arrival) : Span.OFF;
    }

    /**
     * Begins the handling of a renderer's request in main; it ends with the answer.
     *
     * @param peer the id of the contents that asked
     * @param arrival when it arrived
     */
    public static Span handling(Request request, int peer, long arrival) {
        return isOn() ? Requests.handling(request, peer, arrival) : Span.OFF;
    }

    /** Begins a renderer's wait for the answer to a request. */
    public static Span calling(Request request) {
        return isOn() ? Requests.calling(request) : Span.OFF;
    }

    /** Begins the time until a renderer has the answer to a frame that asks. */
    public static Span asking(Upstream frame) {
        return isOn() ? UpstreamFrames.asking(frame) : Span.OFF;
    }

    /**
     * Begins the time until main has the answer to a frame that asks.
     *
     * @param peer the id of the contents that is asked
     */
    public static Span asking(Downstream frame, int peer) {
        return isOn() ? DownstreamFrames.asking(frame, peer) : Span.OFF;
    }

    /** Tells how long a loop took to come to its next turn. */
    public static void loopLag(String loop, Duration lag) {
        if (isOn()) {
            Recorder.loopLag(loop, lag);
        }
    }

    /**
     * Tells that a loop is blocked, or was.
     *
     * @param over whether it goes on again
     */
    public static void loopBlocked(String loop, Duration blocked, String stack, boolean over) {
        if (isOn()) {
            Recorder.loopBlocked(loop, blocked, stack, over);
        }
    }
}
