package dev.covalent.launcher.e2e;

import dev.covalent.main.MainProcess;
import dev.covalent.renderer.Renderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * An application that has two others launched when it ends, of which the second is launched once more with the same
 * arguments: {@code relaunch NAME DATA ROUND}.
 */
final class RelaunchProgram {
    private RelaunchProgram() {}

    static void run(String[] arguments) throws InterruptedException {
        boolean first = arguments[3].equals("first");
        MainProcess main = MainProcess.builder()
                .name(arguments[1])
                .headless(true)
                .userData(Path.of(arguments[2]))
                .start();
        note(Path.of(arguments[2]).resolve("notes"), arguments[3] + " in " + System.getProperty("covalent.runtimeDir"));
        if (first) {
            main.app().relaunch(List.of("relaunch", arguments[1], arguments[2], "a second one"));
            main.app().relaunch(List.of("relaunch", arguments[1] + "-3", arguments[2] + "-3", "a third one"));
            askWhetherItIsStillThere(main);
        } else if (arguments[3].equals("a second one")
                && Files.notExists(Path.of(arguments[2]).resolve("again"))) {
            note(Path.of(arguments[2]).resolve("again"), "");
            main.app().relaunch();
        }
        main.app().exit(first ? 3 : 0);
        int code = main.awaitQuit();
        note(
                Path.of(arguments[2]).resolve("notes"),
                arguments[3] + " ends with " + code + ", pid "
                        + ProcessHandle.current().pid());
        System.exit(code);
    }

    /** It would not let a page in, or not answer it, if it were ending. */
    private static void askWhetherItIsStillThere(MainProcess main) {
        main.ipcMain().handle("there", (event, message) -> true);
        try (Renderer renderer = Renderer.attach(main.name())) {
            System.out.println("there "
                    + Peer.settled(renderer.ipcRenderer().invoke("there")).get(boolean.class));
        }
    }

    /** Not to standard output, which is read as long as the first instance runs. */
    private static void note(Path file, String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
