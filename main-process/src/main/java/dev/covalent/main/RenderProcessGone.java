package dev.covalent.main;

import dev.covalent.common.GoneReason;
import java.util.Objects;

/**
 * How a renderer's process ended.
 *
 * @param webContents the contents that the process showed
 * @param reason why it ended, as far as its exit value tells
 * @param exitCode the exit value; -1 for a renderer that was launched separately, whose exit value nobody can ask for
 * @param unacknowledged how many frames it had been sent, or was to be sent, that it never acknowledged
 */
public record RenderProcessGone(WebContents webContents, GoneReason reason, int exitCode, int unacknowledged) {

    /** Checks that the parts are there. */
    public RenderProcessGone {
        Objects.requireNonNull(webContents, "webContents");
        Objects.requireNonNull(reason, "reason");
    }
}
