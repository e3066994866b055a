package dev.covalent.main.window;

import dev.covalent.common.GoneReason;

/**
 * How a renderer's incarnation ended.
 *
 * @param reason why
 * @param exitCode the exit value; -1 where there is none to ask for
 * @param orderly whether main or the renderer had said so before
 */
record RendererExit(GoneReason reason, int exitCode, boolean orderly) {

    /** Returns the reason, and the exit value where there is one. */
    String described() {
        return exitCode < 0 ? reason.text() : reason.text() + ", exit code " + exitCode;
    }
}
