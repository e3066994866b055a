package dev.covalent.main.rmi;

import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;

/** Finds whose call a remote method serves, from the connection that carries it. Thread-safe. */
final class Callers {
    private final SessionTable sessions;

    Callers(SessionTable sessions) {
        this.sessions = sessions;
    }

    /**
     * Returns the session whose call the current thread serves.
     *
     * @throws IllegalStateException if it has ended, or was not let in yet
     */
    RendererSession current() {
        RendererSession session = newcomer();
        if (!session.isLetIn()) {
            throw new IllegalStateException("Session " + session.id() + " has not been let in");
        }
        return session;
    }

    /** Returns the session whose call the current thread serves, let in or not. */
    RendererSession newcomer() {
        long id = CallerSession.id();
        RendererSession session =
                sessions.find(id).orElseThrow(() -> new IllegalStateException("Session " + id + " has ended"));
        if (session.isSpare()) {
            throw new IllegalStateException("A renderer that waits for its page can call nothing");
        }
        return session;
    }
}
