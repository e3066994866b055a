package dev.covalent.launcher.demo;

import dev.covalent.launcher.demo.flow.EarlierWrite;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import java.nio.file.Path;

/** An earlier life of the application, in a JVM of its own: one of its renderers stores a value; then it quits. */
public final class EarlierLife {
    /** What its renderer asks for: the value that it is to store. */
    static final String VALUE = "earlier:value";

    /** What its renderer tells: the value that it has stored. */
    static final String STORED = "earlier:stored";

    private EarlierLife() {}

    /**
     * Lives until the value is stored.
     *
     * @param arguments the user data directory, and the value
     */
    public static void main(String[] arguments) throws InterruptedException {
        Transcript transcript = new Transcript(System.out::println);
        int exitCode;
        try (MainProcess main = MainProcess.builder()
                .name("covalent-demo-earlier")
                .userData(Path.of(arguments[0]))
                .headless(true)
                .start()) {
            main.ipcMain().on(VALUE, (event, message) -> event.returnValue(arguments[1]));
            main.ipcMain().on(STORED, (event, message) -> {
                String what = "localStorage.setItem(\"" + EarlierWrite.KEY + "\", \"" + message.get(0) + "\")";
                transcript.saw("earlier", event.processId(), "11", what);
                main.app().quit();
            });
            main.browserWindows()
                    .open(BrowserWindowOptions.page(EarlierPage.class).jvmFlags(DemoJvm.flags()));
            exitCode = main.awaitQuit();
        }
        System.exit(exitCode);
    }
}
