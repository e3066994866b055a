package dev.covalent.launcher.cli;

import java.util.List;

/** What the logs of Covalent's own parts let through while a command runs. */
final class LogLevels {
    private static final String CHOSEN = "covalent.log";
    private static final String LEVEL_OF = "org.slf4j.simpleLogger.log.";

    private LogLevels() {}

    /** Keeps warnings of what a command tells itself out of the log, unless somebody has chosen what is in it. */
    static void withoutWarningsOf(List<String> loggers) {
        if (System.getProperty(CHOSEN) == null) {
            loggers.forEach(logger -> System.setProperty(LEVEL_OF + logger, "error"));
        }
    }
}
