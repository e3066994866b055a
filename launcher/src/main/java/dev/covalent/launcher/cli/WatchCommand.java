package dev.covalent.launcher.cli;

import dev.covalent.common.EventListener;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.launcher.json.JsonWriter;
import dev.covalent.renderer.RemoteObject;
import dev.covalent.renderer.boot.OperatorLink;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code covalent watch}. Not thread-safe. */
@Command(
        name = "watch",
        description = {
            "Prints the changes of an object that an application shares, each on a line, as they are made.",
            "",
            "A line has the time at which it came here, the property, its value before and after, and the contents whose"
                    + " page made the change. Values are written as by 'covalent get'.",
            "",
            "The application is not held up: what changes while this command does not read (because it was stopped, or"
                    + " what it prints to is slow) is merged, and then told as one change of a property, from the value"
                    + " told last to the value now; as none if that is the same."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  covalent watch notes room", "  covalent watch notes room target --count 1 --json"},
        exitCodeListHeading = ExitStatus.HEADING,
        exitCodeList = {
            "0:As many changes as --count says were printed.",
            ExitStatus.FAILED,
            ExitStatus.USAGE,
            ExitStatus.ENDED,
            ExitStatus.INTERRUPTED
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class WatchCommand extends NamedCommand {
    @Parameters(index = "1", paramLabel = "OBJECT", description = "The name that it is shared under.")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private String object;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "PROPERTY",
            description = "One of its properties; else all; a name that begins with '-' comes after '--'.")
    private @Nullable String property;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private Following following;

    @Override
    void prepare() {
        checkGiven("OBJECT", object);
        checkGiven("PROPERTY", property);
        following.check(this);
    }

    @Override
    int run(OperatorLink link) throws InterruptedException {
        RemoteObject found = shared(link, object);
        EventListener<PropertyChange> listener =
                change -> following.print(this, isJson() ? json(change) : text(change));
        Subscription watching = property == null ? found.onChange(listener) : found.onChange(property, listener);
        try {
            return following.await(this, link.renderer());
        } finally {
            watching.close();
        }
    }

    private static String text(PropertyChange change) {
        String what = switch (change.kind()) {
            case ADDED -> " added: " + json(change.newValue().get());
            case CHANGED ->
                ": " + json(change.oldValue().get()) + " -> "
                        + json(change.newValue().get());
            case REMOVED -> " removed, was: " + json(change.oldValue().get());
        };
        return Quantity.clock(Instant.now()) + " " + Table.printable(change.property()) + what
                + (change.originId() == 0 ? "  (main)" : "  (contents " + change.originId() + ")");
    }

    private static String json(@Nullable Object value) {
        return JsonWriter.line(value);
    }

    private static String json(PropertyChange change) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS));
        json.put("property", change.property());
        json.put("kind", change.kind().name().toLowerCase(Locale.ROOT));
        json.put("old", change.oldValue().get());
        json.put("new", change.newValue().get());
        json.put("origin", change.originId());
        return JsonWriter.line(json);
    }
}
