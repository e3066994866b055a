package dev.covalent.main;

import dev.covalent.common.GoneReason;
import java.util.List;
import java.util.Objects;

/**
 * How a renderer's process ended.
 *
 * @param webContents the contents that the process showed
 * @param reason why it ended, as far as its exit value tells
 * @param exitCode the exit value; -1 for a renderer that was launched separately, whose exit value nobody can ask for
 * @param unacknowledged how many frames it had been sent, or was to be sent, that it never acknowledged
 * @param lastOutput what it printed last, at most 20 lines, oldest first; of one that could not even be started what kept
 *     it from that; empty for a renderer that was launched separately
 */
public record RenderProcessGone(
        WebContents webContents, GoneReason reason, int exitCode, int unacknowledged, List<String> lastOutput) {

    /** Checks that the parts are there. */
    public RenderProcessGone {
        Objects.requireNonNull(webContents, "webContents");
        Objects.requireNonNull(reason, "reason");
        lastOutput = List.copyOf(lastOutput);
    }
}
