package dev.covalent.main.dispatch;

import dev.covalent.common.frame.Outcome;
import dev.covalent.main.access.RemoteGate;
import dev.covalent.main.session.RemoteGrants;
import dev.covalent.main.session.RendererSession;
import java.util.Optional;

/**
 * Grants renderers the parts that come with the remote module.
 *
 * <p>Confined to the turn of main's loop.
 */
final class Grants {
    private final RemoteGate gate;

    Grants(RemoteGate gate) {
        this.gate = gate;
    }

    /** Grants a renderer a part that it was not granted before; returns why not, else nothing. */
    Optional<Outcome.Failure> need(RendererSession session, String name) {
        return session.grants().isGranted(name) ? Optional.empty() : ask(session, name);
    }

    /**
     * Asks whether a renderer gets a part, and grants it, or what a listener gave in its place, or takes it back; returns why
     * not, else nothing.
     */
    Optional<Outcome.Failure> ask(RendererSession session, String name) {
        RemoteGate.Decision<Object> decision = gate.builtin(session.contents(), name);
        RemoteGrants granted = session.grants();
        if (decision.denial().isPresent()) {
            granted.revoke(name);
        } else {
            decision.given().ifPresentOrElse(given -> granted.grantInPlaceOf(name, given), () -> granted.grant(name));
        }
        return decision.denial();
    }
}
