package dev.covalent.renderer;

import dev.covalent.common.GoneReason;
import java.util.Objects;

/**
 * How a renderer's process ended, as a page hears it.
 *
 * @param webContentsId the id of the contents that the process showed
 * @param reason why it ended, as far as its exit value tells
 * @param exitCode the exit value; -1 for a renderer that was launched separately, whose exit value nobody can ask for
 */
public record RemoteRenderProcessGone(int webContentsId, GoneReason reason, int exitCode) {

    /** Checks that the reason is there. */
    public RemoteRenderProcessGone {
        Objects.requireNonNull(reason, "reason");
    }
}
