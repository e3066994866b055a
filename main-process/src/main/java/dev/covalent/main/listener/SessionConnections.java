package dev.covalent.main.listener;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.transport.ChannelSocket;
import dev.covalent.common.transport.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of each session, and their limits.
 *
 * <p>Thread-safe; it closes nothing itself.
 */
final class SessionConnections {
    /** How many ended sessions are remembered, so that a handshake that overlaps the end does not slip in. */
    private static final int REMEMBERED_ENDS = 10_000;

    private final int limit;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<Long, Set<ChannelSocket>> calls = new HashMap<>();

    @GuardedBy("lock") private final Map<Long, ChannelSocket> lifelines = new HashMap<>();

    @GuardedBy("lock") private final Set<Long> ended = new LinkedHashSet<>();

    @GuardedBy("lock") private boolean closed;

    SessionConnections(int limit) {
        this.limit = limit;
    }

    /** Adds an RMI connection, or tells why not. It is removed when it is closed. */
    @Nullable Refusal addCall(long sessionId, ChannelSocket socket) {
        synchronized (lock) {
            if (closed || ended.contains(sessionId)) {
                return Refusal.SESSION_ENDED;
            }
            Set<ChannelSocket> open = calls.computeIfAbsent(sessionId, id -> new HashSet<>());
            if (open.size() >= limit) {
                return Refusal.TOO_MANY_CONNECTIONS;
            }
            open.add(socket);
        }
        socket.afterClose(() -> removeCall(sessionId, socket));
        return null;
    }

    /** Adds the lifeline of a session, or tells why not. It is removed when it is closed. */
    @Nullable Refusal addLifeline(long sessionId, ChannelSocket socket) {
        synchronized (lock) {
            if (closed || ended.contains(sessionId)) {
                return Refusal.SESSION_ENDED;
            }
            if (lifelines.putIfAbsent(sessionId, socket) != null) {
                return Refusal.SECOND_LIFELINE;
            }
        }
        socket.afterClose(() -> removeLifeline(sessionId, socket));
        return null;
    }

    /** Returns the connections of a session, and takes no more of it. */
    List<ChannelSocket> end(long sessionId) {
        synchronized (lock) {
            ended.add(sessionId);
            if (ended.size() > REMEMBERED_ENDS) {
                ended.remove(ended.iterator().next());
            }
            List<ChannelSocket> open = new ArrayList<>(calls.getOrDefault(sessionId, Set.of()));
            ChannelSocket lifeline = lifelines.get(sessionId);
            if (lifeline != null) {
                open.add(lifeline);
            }
            return open;
        }
    }

    /** Returns the connections of all sessions, and takes no more. */
    List<ChannelSocket> endAll() {
        synchronized (lock) {
            closed = true;
            List<ChannelSocket> open = new ArrayList<>(lifelines.values());
            calls.values().forEach(open::addAll);
            return open;
        }
    }

    private void removeCall(long sessionId, ChannelSocket socket) {
        synchronized (lock) {
            calls.computeIfPresent(sessionId, (id, open) -> {
                open.remove(socket);
                return open.isEmpty() ? null : open;
            });
        }
    }

    private void removeLifeline(long sessionId, ChannelSocket socket) {
        synchronized (lock) {
            lifelines.remove(sessionId, socket);
        }
    }
}
