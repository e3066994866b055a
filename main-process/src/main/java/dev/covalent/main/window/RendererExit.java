package dev.covalent.main.window;

import dev.covalent.common.GoneReason;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.RendererSession;
import java.util.List;

/**
 * How a renderer's incarnation ended.
 *
 * @param reason why
 * @param exitCode the exit value; -1 where there is none to ask for
 * @param orderly whether main or the renderer had said so before
 * @param lastOutput what the process printed last, or what kept it from being started
 */
record RendererExit(GoneReason reason, int exitCode, boolean orderly, List<String> lastOutput) {

    /** The end of a renderer that printed nothing, or nothing here. */
    RendererExit(GoneReason reason, int exitCode, boolean orderly) {
        this(reason, exitCode, orderly, List.of());
    }

    /** Tells whether the application is told of it: it came unexpected, and was not that of an operator's tool. */
    boolean isTold(RendererSession session) {
        return !orderly && !session.isOperator();
    }

    /** Returns what is told of it. */
    RenderProcessGone toldOf(RendererSession session, WebContents contents) {
        return new RenderProcessGone(contents, reason, exitCode, session.unacknowledged(), lastOutput);
    }

    /** Returns the reason, and the exit value where there is one. */
    String described() {
        return exitCode < 0 ? reason.text() : reason.text() + ", exit code " + exitCode;
    }

    /** Returns that and what was printed last, if anything was. */
    String explained() {
        return lastOutput.isEmpty()
                ? described()
                : described() + ". It printed last:\n  " + String.join("\n  ", lastOutput);
    }
}
