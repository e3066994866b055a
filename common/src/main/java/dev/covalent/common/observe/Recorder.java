package dev.covalent.common.observe;

import java.time.Duration;
import jdk.jfr.EventType;

/**
 * Makes the events that a recording wants; loaded only once the flight recorder has been initialised. Thread-safe.
 *
 * <p>A type that no recording has enabled costs a look at a field, and no event is made.
 */
final class Recorder {
    private static final EventType MESSAGE = EventType.getEventType(MessageEvent.class);
    private static final EventType REQUEST = EventType.getEventType(RequestEvent.class);
    private static final EventType REMOTE_CALL = EventType.getEventType(RemoteCallEvent.class);
    private static final EventType LOOP_LAG = EventType.getEventType(LoopLagEvent.class);
    private static final EventType LOOP_BLOCKED = EventType.getEventType(LoopBlockedEvent.class);

    private Recorder() {}

    /** Returns the monotonic time, which is never 0: that stands for a time that nobody took. */
    static long now() {
        return System.nanoTime() | 1;
    }

    static void sent(String kind, String channel, int peer, long bytes) {
        if (MESSAGE.isEnabled()) {
            MessageEvent event = new MessageEvent();
            fill(event, kind, channel, "sent");
            event.peer = peer;
            event.bytes = bytes;
            event.outcome = Outcomes.SUCCESS;
            event.commit();
        }
    }

    static Span received(String kind, String channel, int peer, long bytes, long arrival) {
        if (!MESSAGE.isEnabled()) {
            return Span.OFF;
        }
        MessageEvent event = new MessageEvent();
        fill(event, kind, channel, "received");
        event.peer = peer;
        event.bytes = bytes;
        return new EventSpan(event, arrival);
    }

    static Span calling(String kind, String channel, int peer, long bytes) {
        return request(kind, channel, "caller", peer, bytes, 0);
    }

    static Span handling(String kind, String channel, int peer, long bytes, long arrival) {
        return request(kind, channel, "handler", peer, bytes, arrival);
    }

    static Span callingObject(String object, String method, int peer, long bytes) {
        return remoteCall(object, method, "caller", peer, bytes, 0);
    }

    static Span handlingObject(String object, String method, int peer, long bytes, long arrival) {
        return remoteCall(object, method, "handler", peer, bytes, arrival);
    }

    static void loopLag(String loop, Duration lag) {
        if (LOOP_LAG.isEnabled()) {
            LoopLagEvent event = new LoopLagEvent();
            event.loop = loop;
            event.lag = lag.toNanos();
            event.commit();
        }
    }

    static void loopBlocked(String loop, Duration blocked, String stack, boolean over) {
        if (LOOP_BLOCKED.isEnabled()) {
            LoopBlockedEvent event = new LoopBlockedEvent();
            event.loop = loop;
            event.blocked = blocked.toNanos();
            event.stack = stack;
            event.over = over;
            event.commit();
        }
    }

    private static void fill(MessageEvent event, String kind, String channel, String direction) {
        event.kind = kind;
        event.channel = channel;
        event.direction = direction;
    }

    private static Span request(String kind, String channel, String side, int peer, long bytes, long arrival) {
        if (!REQUEST.isEnabled()) {
            return Span.OFF;
        }
        RequestEvent event = new RequestEvent();
        event.kind = kind;
        event.channel = channel;
        event.side = side;
        event.peer = peer;
        event.bytes = bytes;
        return new EventSpan(event, arrival);
    }

    private static Span remoteCall(String object, String method, String side, int peer, long bytes, long arrival) {
        if (!REMOTE_CALL.isEnabled()) {
            return Span.OFF;
        }
        RemoteCallEvent event = new RemoteCallEvent();
        event.object = object;
        event.method = method;
        event.side = side;
        event.peer = peer;
        event.bytes = bytes;
        return new EventSpan(event, arrival);
    }
}
