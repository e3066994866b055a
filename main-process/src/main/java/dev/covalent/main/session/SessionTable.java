package dev.covalent.main.session;

import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.listener.SessionDirectory;
import dev.covalent.main.trace.Traces;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this main process, by number: what the listener asks who may connect, and what a remote call asks whom
 * it serves. Thread-safe.
 */
public final class SessionTable implements SessionDirectory {
    private final SessionKey attachKey = SessionKey.random(0);
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, Entry> entries = new ConcurrentHashMap<>();
    private final Traces traces = new Traces();
    private volatile @Nullable Newcomers newcomers;

    /** Takes in renderers that attach by themselves, and all lifelines. */
    public interface Newcomers {

        /** Makes a session for a renderer that has proved that it may attach. */
        RendererSession attached(SessionKey key);

        /**
         * Takes the lifeline of a session.
         *
         * @param provedBy what its process has proved itself by, which may not be the session's key any more
         */
        void lifelineOpened(RendererSession session, SessionKey provedBy, Lifeline lifeline);

        /** Drops a session whose renderer left before it had a lifeline. */
        void abandoned(RendererSession session);
    }

    private record Entry(SessionKey key, RendererSession session) {}

    /** Says who takes in newcomers; before that nobody can attach. */
    public void receiveBy(Newcomers receiver) {
        newcomers = Objects.requireNonNull(receiver, "receiver");
    }

    /** Adds a session whose renderer may connect with that key from now on, unless it has ended already. */
    public void add(SessionKey key, RendererSession session) {
        session.tracedBy(traces);
        entries.put(key.id(), new Entry(key, session));
        if (session.isGone()) { // whoever ended it may have removed it before
            remove(session);
        }
    }

    /**
     * Gives a session another key, for another process: by the one before nobody gets in any more.
     *
     * @return the key, by which nobody gets in if the session was removed meanwhile
     */
    public SessionKey renewKey(RendererSession session) {
        SessionKey key = SessionKey.random(session.id());
        entries.computeIfPresent(session.id(), (id, entry) -> new Entry(key, session));
        return key;
    }

    /** Removes a session; its connections are the listener's to close. */
    public void remove(RendererSession session) {
        entries.remove(session.id());
    }

    /** Returns the session of that number, or empty if it has ended. */
    public Optional<RendererSession> find(long id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::session);
    }

    @Override
    public @Nullable SessionKey attachKey() {
        return newcomers == null ? null : attachKey;
    }

    /** Returns the secret that the endpoint descriptor is to carry. */
    public byte[] attachSecret() {
        return attachKey.secret();
    }

    @Override
    public @Nullable SessionKey key(long sessionId) {
        Entry entry = entries.get(sessionId);
        return entry == null ? null : entry.key();
    }

    @Override
    public long newSessionId() {
        return lastId.incrementAndGet();
    }

    @Override
    public void attached(SessionKey key) {
        Newcomers receiver = Objects.requireNonNull(newcomers, "newcomers");
        add(key, receiver.attached(key));
    }

    @Override
    public void attachAbandoned(long sessionId) {
        Entry entry = entries.remove(sessionId);
        Newcomers receiver = newcomers;
        if (entry != null && receiver != null) {
            receiver.abandoned(entry.session());
        }
    }

    @Override
    public void lifelineOpened(SessionKey provedBy, Lifeline lifeline) {
        Newcomers receiver = newcomers;
        Optional<RendererSession> session = find(lifeline.sessionId());
        if (receiver == null || session.isEmpty()) {
            lifeline.close(); // the session ended while its renderer was connecting
            return;
        }
        receiver.lifelineOpened(session.get(), provedBy, lifeline);
    }
}
