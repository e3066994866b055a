package dev.covalent.launcher.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** Thrown when a command cannot do what it was asked to; the message is for whoever has typed it. */
final class CommandFailure extends IllegalStateException {
    private final int status;

    private CommandFailure(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    static CommandFailure of(String message) {
        return new CommandFailure(ExitCode.SOFTWARE, message, null);
    }

    static CommandFailure of(String message, Throwable cause) {
        return new CommandFailure(ExitCode.SOFTWARE, message, cause);
    }

    static CommandFailure applicationEnded(String name, @Nullable Throwable cause) {
        return new CommandFailure(ExitStatus.APPLICATION_ENDED, "Application '" + name + "' has ended", cause);
    }

    /** Returns the exit status of the command. */
    int status() {
        return status;
    }
}
