package dev.covalent.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.launcher.json.JsonReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Objects;
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

    /** Runs a command that prints one line of JSON, and returns what it says. */
    static Object json(String... arguments) {
        CommandRun run = of(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).hasSize(1);
        return Objects.requireNonNull(JsonReader.read(run.out().strip()));
    }

    /** Returns the object that a line of JSON is. */
    static Map<?, ?> parsed(String line) {
        return (Map<?, ?>) Objects.requireNonNull(JsonReader.read(line));
    }

    /** Returns a member that an object must have. */
    static Object member(Map<?, ?> json, String name) {
        return Objects.requireNonNull(json.get(name), name);
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
