package dev.covalent.main.dispatch;

import dev.covalent.common.frame.Outcome;
import dev.covalent.main.access.RemoteGate;
import dev.covalent.main.session.RendererSession;
import java.util.Optional;

/**
 * Which of the parts that come with the remote module renderers were granted: nothing but what these give makes them ask
 * for more.
 *
 * <p>Confined to the turn of main's loop.
 */
final class Grants {
    static final String BROWSER_WINDOW = "BrowserWindow";
    static final String WEB_CONTENTS = "webContents";
    static final String APP = "app";
    static final String PROCESS = "process";

    private final RemoteGate gate;

    Grants(RemoteGate gate) {
        this.gate = gate;
    }

    /** Tells whether a renderer was granted a part. */
    boolean has(RendererSession session, String name) {
        return session.grants().contains(name);
    }

    /** Grants a renderer a part that it was not granted before; returns why not, else nothing. */
    Optional<Outcome.Failure> need(RendererSession session, String name) {
        return has(session, name) ? Optional.empty() : ask(session, name);
    }

    /** Asks whether a renderer gets a part, and grants it, or takes it back; returns why not, else nothing. */
    Optional<Outcome.Failure> ask(RendererSession session, String name) {
        Optional<Outcome.Failure> denial =
                gate.builtin(session.contents(), name).denial();
        if (denial.isEmpty()) {
            session.grants().add(name);
        } else {
            session.grants().remove(name);
        }
        return denial;
    }
}
