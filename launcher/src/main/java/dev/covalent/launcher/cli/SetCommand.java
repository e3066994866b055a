package dev.covalent.launcher.cli;

import dev.covalent.renderer.boot.OperatorLink;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code covalent set}. Not thread-safe. */
@Command(
        name = "set",
        description = {
            "Sets a property of an object that an application shares, as a page does.",
            "",
            "What the application validates it may refuse, and says why. A property that is not there is added.",
            "",
            "{\"$bytes\": \"Base64\"} is bytes, as 'covalent get' prints them. What else it prints with a '$' for what JSON"
                    + " lacks is taken for the map that it looks like."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  covalent set notes room target 21",
            "  covalent set notes room mode '\"night\"'",
            "  covalent set notes room mode night --string",
            "  covalent set notes room target -- -5"
        },
        exitCodeListHeading = ExitStatus.HEADING,
        exitCodeList = {ExitStatus.OK, ExitStatus.FAILED, ExitStatus.USAGE, ExitStatus.ENDED},
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class SetCommand extends NamedCommand {
    @Parameters(index = "1", paramLabel = "OBJECT", description = "The name that it is shared under.")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private String object;

    @Parameters(index = "2", paramLabel = "PROPERTY", description = "The property.")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private String property;

    @Parameters(
            index = "3",
            paramLabel = "VALUE",
            description = "Its new value, as JSON; one that begins with '-' comes after '--'.")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private String typed;

    @Option(names = "--string", description = "Take VALUE as text, not as JSON.")
    private boolean string;

    private @Nullable Object value;

    @Override
    void prepare() {
        checkGiven("OBJECT", object);
        checkGiven("PROPERTY", property);
        value = string ? typed : value("VALUE", typed);
    }

    @Override
    int run(OperatorLink link) {
        shared(link, object).set(property, value);
        if (isJson()) {
            printValue(Map.of("set", true));
        }
        return ExitCode.OK;
    }
}
