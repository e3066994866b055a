package dev.covalent.launcher.cli;

/** What the exit statuses of the operator's commands mean, as their help tells. */
final class ExitStatus {
    static final String HEADING = "%nExit status:%n";
    static final String OK = "0:It is done.";
    static final String FAILED =
            "1:It could not be done: the application is not there, or refuses it, or what was asked for failed.";
    static final String USAGE = "2:The command was not used as it can be.";
    static final String ENDED = "69:The application ended meanwhile.";
    static final String INTERRUPTED = "130:It was ended by Ctrl-C.";

    /** EX_UNAVAILABLE of sysexits.h. */
    static final int APPLICATION_ENDED = 69;

    private ExitStatus() {}
}
