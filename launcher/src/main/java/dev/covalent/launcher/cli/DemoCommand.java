package dev.covalent.launcher.cli;

import dev.covalent.launcher.demo.DemoApplication;
import dev.covalent.launcher.demo.DemoOptions;
import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code covalent demo}. Not thread-safe. */
@Command(
        name = "demo",
        description = {
            "Runs a small application that shows every way in which its processes talk.",
            "",
            "It prints what is said, by whom, in the order in which it arrives. With a display it shows two windows, and"
                    + " ends when they are closed; without one, when everything was said."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  covalent demo", "  covalent demo --headless"},
        exitCodeListHeading = ExitStatus.HEADING,
        exitCodeList = {"0:All of it worked.", "1:Something of it did not, as the last lines say.", ExitStatus.USAGE},
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class DemoCommand implements Callable<Integer> {
    /** The demo asks for a handler that is missing, and one that throws, on purpose; main warns of both. */
    private static final List<String> PROVOKED_WARNINGS =
            List.of("dev.covalent.main.ipc", "dev.covalent.common.invoke");

    @Option(
            names = "--headless",
            description = "Show no windows and end when all is done; so it is anyway where there is no display.")
    private boolean headless;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        LogLevels.withoutWarningsOf(PROVOKED_WARNINGS);
        boolean windowless = headless || GraphicsEnvironment.isHeadless();
        var out = spec.commandLine().getOut();
        return DemoApplication.run(new DemoOptions(windowless, line -> {
            out.println(line);
            out.flush();
        }));
    }
}
