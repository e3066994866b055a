package dev.covalent.launcher.e2e;

import dev.covalent.main.App;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An application whose renderers have a class archive made, as soon as a page has loaded: {@code USER_DATA CLASS_PATH}. */
final class ArchiveProgram {

    private ArchiveProgram() {}

    public static void main(String[] args) throws Exception {
        List<Path> jars =
                Stream.of(args[1].split(File.pathSeparator, -1)).map(Path::of).toList();
        try (MainProcess main = MainProcess.builder()
                .name("archive-program")
                .headless(true)
                .userData(Path.of(args[0]))
                .start()) {
            main.app().on(App.WINDOW_ALL_CLOSED, app -> {});
            ForkedIpcIT.loaded(main, BrowserWindowOptions.page(FlagsPage.class).classPath(jars));
            main.awaitQuit();
        }
    }
}
