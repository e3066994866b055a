package dev.covalent.launcher.cli;

import dev.covalent.launcher.demo.DemoApplication;
import dev.covalent.launcher.demo.DemoOptions;
import java.awt.GraphicsEnvironment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code covalent demo}. Not thread-safe. */
@Command(
        name = "demo",
        description = "Runs a small application that shows every way in which its processes talk.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class DemoCommand implements Callable<Integer> {
    /** The demo asks for a handler that is missing, on purpose; main warns of that. */
    private static final String PROVOKED_WARNINGS = "org.slf4j.simpleLogger.log.dev.covalent.common.invoke";

    @Option(
            names = "--headless",
            description = "Show no windows and end when all is done; so it is anyway where there is no display.")
    private boolean headless;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (System.getProperty("covalent.log") == null) {
            System.setProperty(PROVOKED_WARNINGS, "error");
        }
        boolean windowless = headless || GraphicsEnvironment.isHeadless();
        var out = spec.commandLine().getOut();
        return DemoApplication.run(new DemoOptions(windowless, line -> {
            out.println(line);
            out.flush();
        }));
    }
}
