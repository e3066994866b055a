package dev.covalent.launcher.demo.flow;

import java.util.Objects;

/**
 * One run of a flow: who begins it, who answers.
 *
 * <p>Immutable.
 *
 * @param flow the number of the flow
 * @param nonce made for this run; it travels with the flow's own messages, and whoever receives it says so
 * @param initiator the renderer that begins
 * @param responder the other renderer
 */
public record Assignment(int flow, String nonce, Actor initiator, Actor responder) {

    /** Checks the parts. */
    public Assignment {
        Objects.requireNonNull(nonce, "nonce");
        Objects.requireNonNull(initiator, "initiator");
        Objects.requireNonNull(responder, "responder");
    }
}
