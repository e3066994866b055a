package dev.covalent.launcher.cli;

import dev.covalent.renderer.RemoteObject;
import dev.covalent.renderer.boot.OperatorLink;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** The command {@code covalent get}. Not thread-safe. */
@Command(
        name = "get",
        description = {
            "Prints what an application shares, as remote.getGlobal gives it to a page.",
            "",
            "Without OBJECT: the names of what is shared. Without PROPERTY: all properties, taken in one moment.",
            "",
            "Values are printed as JSON. What JSON lacks: bytes are {\"$bytes\": \"Base64\"}, maps with other keys than"
                    + " strings {\"$map\": [[key, value], …]}, errors {\"$error\": \"name\", \"message\": \"…\"}, what"
                    + " contains itself {\"$cycle\": true} where it does again; NaN, infinities, dates and all else are"
                    + " strings."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  covalent get notes", "  covalent get notes sharedObject", "  covalent get notes sharedObject title"
        },
        exitCodeListHeading = ExitStatus.HEADING,
        exitCodeList = {ExitStatus.OK, ExitStatus.FAILED, ExitStatus.USAGE, ExitStatus.ENDED},
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class GetCommand extends NamedCommand {
    @Parameters(index = "1", arity = "0..1", paramLabel = "OBJECT", description = "The name that it is shared under.")
    private @Nullable String object;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "PROPERTY",
            description = "One of its properties; a name that begins with '-' comes after '--'.")
    private @Nullable String property;

    @Override
    void prepare() {
        checkGiven("OBJECT", object);
        checkGiven("PROPERTY", property);
    }

    @Override
    int run(OperatorLink link) {
        if (object == null) {
            printNames(link.port().globals());
            return ExitCode.OK;
        }
        RemoteObject found = shared(link, object);
        if (property == null) {
            printValue(found.snapshot());
            return ExitCode.OK;
        }
        Object value = found.get(property);
        if (value == null && !found.has(property)) {
            throw CommandFailure.of("'" + object + "' has no property '" + property + "'; "
                    + names("it has ", List.copyOf(found.keys()), "it has none"));
        }
        printValue(value);
        return ExitCode.OK;
    }

    private void printNames(List<String> names) {
        if (isJson()) {
            printValue(names);
        } else {
            names.stream().map(Table::printable).forEach(this::print);
        }
    }
}
