package dev.covalent.launcher;

import dev.covalent.launcher.cli.CovalentCommand;

/** The main class of the command line. */
public final class LauncherMain {
    private static final String LOG_LEVEL = "covalent.log";
    private static final String SIMPLE_LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private LauncherMain() {}

    /** Runs a command and ends the JVM with its exit status. */
    public static void main(String[] arguments) {
        String level = System.getProperty(LOG_LEVEL);
        if (level != null) {
            System.setProperty(SIMPLE_LOG_LEVEL, level); // before the first logger is made
        }
        System.exit(CovalentCommand.run(arguments));
    }
}
