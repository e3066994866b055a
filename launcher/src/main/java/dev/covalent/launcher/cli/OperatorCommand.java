package dev.covalent.launcher.cli;

import dev.covalent.common.IpcException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.endpoint.ApplicationName;
import dev.covalent.common.endpoint.NoSuchEndpointException;
import dev.covalent.launcher.json.JsonReader;
import dev.covalent.launcher.json.JsonWriter;
import dev.covalent.renderer.Renderer;
import dev.covalent.renderer.boot.OperatorLink;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the operator's commands have in common. Not thread-safe. */
abstract class OperatorCommand implements Callable<Integer> {
    private static final Duration END_LIMIT = Duration.ofSeconds(1);

    /** What warns, as a command ends, of a main process that is slow; the command's own line says what matters of that. */
    private static final String CONNECTION = "dev.covalent.renderer.boot.ConnectedRenderer";

    @Option(names = "--json", description = "Print JSON on one line, for programs.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    /** Work with an application. */
    @FunctionalInterface
    interface Work {
        int with(OperatorLink link) throws InterruptedException;
    }

    final boolean isJson() {
        return json;
    }

    /** Attaches to an application, does the work and detaches. */
    final int attached(String name, Work work) throws InterruptedException {
        LogLevels.withoutWarningsOf(List.of(CONNECTION));
        long start = System.nanoTime();
        try (OperatorLink link = attach(name)) {
            try {
                return work.with(link);
            } catch (CompletionException | IpcException failed) {
                Throwable cause =
                        failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
                if (isMainGone(link.renderer(), cause)) {
                    throw CommandFailure.applicationEnded(name, cause);
                }
                if (cause instanceof IpcTimeoutException late) {
                    throw late;
                }
                throw CommandFailure.of(String.valueOf(cause.getMessage()), cause);
            }
        } catch (IpcTimeoutException late) { // of the attachment, or of the work
            throw unanswered(name, Duration.ofNanos(System.nanoTime() - start), late);
        }
    }

    /** Says it for who has typed the command: what the call itself says is for who has written the program. */
    private static CommandFailure unanswered(String name, Duration waited, IpcTimeoutException late) {
        return CommandFailure.of(
                "'" + name + "' has not answered within " + waited.toMillis() + " ms"
                        + ": it is stopped, or its main loop is busy. 'covalent ps' tells its pid, and 'jstack PID' what"
                        + " it is at",
                late);
    }

    /** What is open fails a moment before the renderer says that main is gone. */
    private static boolean isMainGone(Renderer renderer, Throwable cause) throws InterruptedException {
        if (cause instanceof PeerGoneException || renderer.isClosed()) {
            boolean unused = renderer.awaitClose(END_LIMIT);
        }
        return renderer.isMainGone();
    }

    private OperatorLink attach(String name) {
        try {
            return OperatorLink.attach(new ApplicationName(name).value());
        } catch (IllegalArgumentException noName) {
            throw wrongUse(String.valueOf(noName.getMessage()));
        } catch (NoSuchEndpointException absent) {
            throw Running.insteadOf(absent);
        }
    }

    /** Prints a value: for people on several lines, for programs on one. */
    final void printValue(@Nullable Object value) {
        PrintWriter out = CommandOutput.json(spec.commandLine().getOut());
        synchronized (out) {
            try {
                if (json) {
                    JsonWriter.line(value, out);
                } else {
                    JsonWriter.indented(value, out);
                }
            } finally {
                out.println();
                out.flush();
            }
        }
    }

    /** Prints a line on standard output, on any thread; JSON if {@link #isJson} says so. */
    final void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out = json ? CommandOutput.json(out) : out;
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    /** Tells whether nobody takes what is printed any more. */
    final boolean isOutputGone() {
        return spec.commandLine().getOut().checkError();
    }

    /** Tells something that is no part of the result. */
    final void note(String line) {
        spec.commandLine().getErr().println("covalent: " + line);
        spec.commandLine().getErr().flush();
    }

    /** Refuses a name that nothing has. */
    final void checkGiven(String what, @Nullable String name) {
        if (name != null && name.isEmpty()) {
            throw wrongUse(what + " is an empty text, which nothing is called");
        }
    }

    /** Returns the failure of what main was asked: its own words, without those of the call that carried them. */
    static CommandFailure refused(RemoteCallException answer) {
        String said = answer.error().message();
        return CommandFailure.of(said == null ? String.valueOf(answer.getMessage()) : said, answer);
    }

    final ParameterException wrongUse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Reads the arguments of a message, as they are typed. */
    final List<@Nullable Object> values(String what, List<String> typed, boolean verbatim) {
        List<@Nullable Object> values = new ArrayList<>();
        for (String text : typed) {
            values.add(verbatim ? text : value(what, text));
        }
        return values;
    }

    /** Reads a value, as it is typed. */
    final @Nullable Object value(String what, String text) {
        try {
            return JsonReader.read(text);
        } catch (IllegalArgumentException malformed) {
            throw wrongUse(what + " takes JSON, such as 1, true, '\"text\"' or '{\"a\": 1}', and '" + shortened(text)
                    + "' is none: " + malformed.getMessage() + ". With --string it is taken as text");
        }
    }

    private static String shortened(String text) {
        int most = 60;
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
