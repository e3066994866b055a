package dev.covalent.main.utility;

import dev.covalent.common.link.QueueLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * What all utility processes have in common.
 *
 * @param launchTimeout how long one may take from its fork until it has connected
 * @param queueLimits how much may wait for one
 * @param crashReports where a JVM that crashes leaves its report
 */
public record UtilitySettings(Duration launchTimeout, QueueLimits queueLimits, Path crashReports) {

    /** Checks the parts. */
    public UtilitySettings {
        Objects.requireNonNull(launchTimeout, "launchTimeout");
        Objects.requireNonNull(queueLimits, "queueLimits");
        Objects.requireNonNull(crashReports, "crashReports");
    }
}
