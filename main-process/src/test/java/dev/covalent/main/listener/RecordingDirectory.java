package dev.covalent.main.listener;

import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Knows the sessions it was given or that attached, and keeps the lifelines for the test to take. */
public final class RecordingDirectory implements SessionDirectory {
    private final SessionKey attachKey = SessionKey.random(0);
    private final Map<Long, SessionKey> keys = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong(100);
    private final BlockingQueue<Lifeline> lifelines = new LinkedBlockingQueue<>();

    /** Adds a session. */
    public SessionKey add(long id) {
        SessionKey key = SessionKey.random(id);
        keys.put(id, key);
        return key;
    }

    /** Returns the next lifeline that was opened. */
    Lifeline nextLifeline() throws InterruptedException {
        Lifeline next = lifelines.poll(5, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("No lifeline was opened within 5 s");
        }
        return next;
    }

    @Override
    public SessionKey attachKey() {
        return attachKey;
    }

    @Override
    public @Nullable SessionKey key(long sessionId) {
        return keys.get(sessionId);
    }

    @Override
    public long newSessionId() {
        return lastId.incrementAndGet();
    }

    @Override
    public void attached(SessionKey key) {
        keys.put(key.id(), key);
    }

    @Override
    public void attachAbandoned(long sessionId) {
        keys.remove(sessionId);
    }

    @Override
    public void lifelineOpened(SessionKey provedBy, Lifeline lifeline) {
        lifelines.add(lifeline);
    }
}
