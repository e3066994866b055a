package dev.covalent.main.dispatch;

import dev.covalent.common.frame.Outcome;
import dev.covalent.main.access.RemoteGate;
import dev.covalent.main.session.RendererSession;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    private final Map<RendererSession, Set<String>> granted = new HashMap<>();

    Grants(RemoteGate gate) {
        this.gate = gate;
    }

    /** Tells whether a renderer was granted a part. */
    boolean has(RendererSession session, String name) {
        return granted.getOrDefault(session, Set.of()).contains(name);
    }

    /** Grants a renderer a part that it was not granted before; returns why not, else nothing. */
    Optional<Outcome.Failure> need(RendererSession session, String name) {
        return has(session, name) ? Optional.empty() : ask(session, name);
    }

    /** Asks whether a renderer gets a part, and grants it; returns why not, else nothing. */
    Optional<Outcome.Failure> ask(RendererSession session, String name) {
        Optional<Outcome.Failure> denial =
                gate.builtin(session.contents(), name).denial();
        if (denial.isEmpty()) {
            if (!granted.containsKey(session)) {
                granted.put(session, new HashSet<>());
                session.onGone(() -> granted.remove(session));
            }
            granted.get(session).add(name);
        }
        return denial;
    }
}
