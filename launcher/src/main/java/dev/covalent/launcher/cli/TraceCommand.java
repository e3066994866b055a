package dev.covalent.launcher.cli;

import dev.covalent.common.RemoteCallException;
import dev.covalent.common.remote.TraceFilter;
import dev.covalent.common.remote.TraceLine;
import dev.covalent.launcher.json.JsonWriter;
import dev.covalent.renderer.boot.OperatorLink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code covalent trace}. Not thread-safe. */
@Command(
        name = "trace",
        description = {
            "Prints what passes through the main process of an application, each on a line, as it happens.",
            "",
            "That is: send, postMessage, sendSync and invoke of pages; sendTo between pages; webContents.send,"
                    + " webContents.postMessage and webContents.invoke, of main and through the remote module; replies;"
                    + " messages of ports that go through main; remote calls and callbacks. What is asked is printed"
                    + " when it is answered.",
            "",
            "A line has the time at which it came or left; 'in' to main, 'out' of main, or 'through' it; what it is; the"
                    + " channel, or the object and method, cut after 256 characters; the contents that it comes from and is for; how many bytes"
                    + " its arguments have; how it ended (success, sent, denied, unheard, no-handler, handler, timeout,"
                    + " gone …); and how long its handling or its answer took.",
            "",
            "The application is not held up: lines that are not taken fast enough are dropped, and their number told.",
            "Nothing is told of what passed before, and nothing costs anything while nobody traces."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  covalent trace notes",
            "  covalent trace notes --channel 'order*' --window 2",
            "  covalent trace notes --count 100 --json | jq -r .channel | sort | uniq -c"
        },
        exitCodeListHeading = ExitStatus.HEADING,
        exitCodeList = {
            "0:As many lines as --count says were printed.",
            ExitStatus.FAILED,
            ExitStatus.USAGE,
            ExitStatus.ENDED,
            ExitStatus.INTERRUPTED
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class TraceCommand extends NamedCommand {
    static final String WINDOW = "--window takes the id of a window, from 1 up";

    private static final String MAIN = "main";

    @Option(
            names = "--channel",
            paramLabel = "PATTERN",
            defaultValue = "*",
            description = "Only channels that match, of long ones what is printed: '*' is any text, '?' any character.")
    @SuppressWarnings("NullAway.Init") // it has a default
    private String channel;

    @Option(
            names = "--window",
            paramLabel = "ID",
            description = "Only what comes from that window or is for it; ends, with status 1, when that is closed.")
    private @Nullable Integer window;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private Following following;

    private TraceFilter filter = TraceFilter.ALL;

    @Override
    void prepare() {
        following.check(this);
        Integer only = window;
        if (only != null && only < 1) {
            throw wrongUse(WINDOW + ", not " + only);
        }
        try {
            filter = new TraceFilter(channel, only == null ? 0 : only);
        } catch (IllegalArgumentException refused) {
            throw wrongUse("--channel: " + refused.getMessage());
        }
    }

    @Override
    int run(OperatorLink link) throws InterruptedException {
        try {
            link.port().trace(filter, this::told, this::windowClosed);
        } catch (RemoteCallException noWindow) {
            throw refused(noWindow);
        }
        return following.await(this, link.renderer());
    }

    private void told(List<TraceLine> lines, long dropped) {
        for (TraceLine line : lines) {
            following.print(this, isJson() ? json(line) : text(line));
        }
        if (dropped > 0) {
            print(isJson() ? JsonWriter.line(Map.of("dropped", dropped)) : "… " + dropped + " lines dropped");
        }
    }

    private void windowClosed() {
        following.end(CommandFailure.of("Window " + window + " of '" + application() + "' is closed"));
    }

    private static String text(TraceLine line) {
        return String.format(
                Locale.ROOT,
                "%s  %-7s  %-16s  %s  %s -> %s  %d B  %s  %s",
                Quantity.clock(line.time()),
                direction(line),
                Table.printable(line.kind()),
                Table.printable(line.channel()),
                place(line.from()),
                place(line.to()),
                line.bytes(),
                Table.printable(line.outcome()),
                Quantity.millis(line.took()));
    }

    private static String json(TraceLine line) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("time", line.time());
        json.put("direction", direction(line));
        json.put("kind", line.kind());
        json.put("channel", line.channel());
        json.put("from", line.from());
        json.put("to", line.to());
        json.put("bytes", line.bytes());
        json.put("outcome", line.outcome());
        json.put("tookMillis", line.took().toNanos() / 1e6);
        return JsonWriter.line(json);
    }

    private static String direction(TraceLine line) {
        if (line.to() == 0) {
            return "in";
        }
        return line.from() == 0 ? "out" : "through";
    }

    private static String place(int contents) {
        return contents == 0 ? MAIN : Integer.toString(contents);
    }
}
