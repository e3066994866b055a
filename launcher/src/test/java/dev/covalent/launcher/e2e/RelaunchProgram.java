package dev.covalent.launcher.e2e;

import dev.covalent.main.MainProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** An application that is launched again, with other arguments: {@code relaunch NAME DATA ROUND}. */
final class RelaunchProgram {
    private RelaunchProgram() {}

    static void run(String[] arguments) throws InterruptedException {
        boolean first = arguments[3].equals("first");
        MainProcess main = MainProcess.builder()
                .name(arguments[1])
                .headless(true)
                .userData(Path.of(arguments[2]))
                .start();
        note(arguments[2], arguments[3] + " in " + System.getProperty("covalent.runtimeDir"));
        if (first) {
            main.app().relaunch(List.of("relaunch", arguments[1], arguments[2], "a second one"));
        }
        main.app().exit(first ? 3 : 0);
        int code = main.awaitQuit();
        note(
                arguments[2],
                arguments[3] + " ends with " + code + ", pid "
                        + ProcessHandle.current().pid());
        System.exit(code);
    }

    /** Not to standard output, which is read as long as the first instance runs. */
    private static void note(String directory, String line) {
        try {
            Files.writeString(
                    Path.of(directory).resolve("notes"),
                    line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
