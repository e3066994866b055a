package dev.covalent.main.window;

import dev.covalent.common.link.QueueLimits;
import dev.covalent.main.archive.ClassArchives;
import dev.covalent.main.spare.Spares;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * What all windows of a main process have in common.
 *
 * @param launchTimeout how long a renderer may take from its fork until it has connected, and may wait for its fork
 * @param unresponsiveAfter how long a page's loop may not turn before the page counts as unresponsive
 * @param queueLimits how much may wait for one renderer
 * @param headless whether windows are in memory only
 * @param attachedRenderers whether JVMs may attach that were launched separately
 * @param crashReports where a JVM that crashes leaves its report
 * @param archives what renderers start from
 * @param spares the renderer that is kept for the next page
 */
public record WindowSettings(
        Duration launchTimeout,
        Duration unresponsiveAfter,
        QueueLimits queueLimits,
        boolean headless,
        boolean attachedRenderers,
        Path crashReports,
        ClassArchives archives,
        Spares spares) {

    /** Checks the parts. */
    public WindowSettings {
        Objects.requireNonNull(launchTimeout, "launchTimeout");
        Objects.requireNonNull(unresponsiveAfter, "unresponsiveAfter");
        Objects.requireNonNull(queueLimits, "queueLimits");
        Objects.requireNonNull(crashReports, "crashReports");
        Objects.requireNonNull(archives, "archives");
        Objects.requireNonNull(spares, "spares");
    }

    /** Settings of windows whose renderers start without an archive, and of which none is kept. */
    public WindowSettings(
            Duration launchTimeout,
            Duration unresponsiveAfter,
            QueueLimits queueLimits,
            boolean headless,
            Path crashReports) {
        this(
                launchTimeout,
                unresponsiveAfter,
                queueLimits,
                headless,
                true,
                crashReports,
                ClassArchives.none(),
                Spares.none());
    }
}
