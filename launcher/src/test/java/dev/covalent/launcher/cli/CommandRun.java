package dev.covalent.launcher.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command run in this JVM, and what it printed. */
record CommandRun(int status, String out, String err) {
    private static final long LIMIT_SECONDS = 30;

    static CommandRun of(String... arguments) {
        return of(new StringWriter(), arguments);
    }

    private static CommandRun of(StringWriter out, String... arguments) {
        StringWriter err = new StringWriter();
        int status = CovalentCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandRun(status, out.toString(), err.toString());
    }

    /** Runs a command that goes on while something else happens. */
    static CompletableFuture<CommandRun> started(String... arguments) {
        return started(new StringWriter(), arguments);
    }

    /** Runs a command that goes on while something else happens, and prints to that. */
    static CompletableFuture<CommandRun> started(StringWriter out, String... arguments) {
        return CompletableFuture.supplyAsync(() -> of(out, arguments)).orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
