package dev.covalent.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.launcher.Distribution;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RendererCommandIT {
    private static final String RUNTIME_DIRECTORY = "covalent.runtimeDir";
    private static final String PAGE = """
            package elsewhere;

            public final class OutsidePage implements dev.covalent.renderer.Page {
                private final dev.covalent.renderer.IpcRenderer ipcRenderer;
                private final dev.covalent.renderer.PageWindow window;

                @jakarta.inject.Inject
                OutsidePage(dev.covalent.renderer.IpcRenderer ipcRenderer, dev.covalent.renderer.PageWindow window) {
                    this.ipcRenderer = ipcRenderer;
                    this.window = window;
                }

                @Override
                public void load() {
                    ipcRenderer.send("loaded", window.title(), window.isHeadless());
                }

                @Override
                public void unload() {
                    ipcRenderer.send("unloaded");
                }
            }
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void useOwnRuntimeDirectory() {
        System.setProperty(RUNTIME_DIRECTORY, directory.resolve("run").toString());
    }

    @AfterEach
    void forgetRuntimeDirectory() {
        System.clearProperty(RUNTIME_DIRECTORY);
    }

    @Test
    void renderer_pageFromItsClassPath_isShownUntilMainClosesIt() throws Exception {
        Path classes = compile();
        CompletableFuture<List<Object>> loaded = new CompletableFuture<>();
        CompletableFuture<Void> unloaded = new CompletableFuture<>();
        try (MainProcess main = MainProcess.builder()
                .name("renderer-command")
                .userData(directory.resolve("data"))
                .start()) {
            main.ipcMain().on("unloaded", (event, message) -> unloaded.complete(null));
            main.ipcMain().on("loaded", (event, message) -> {
                loaded.complete(message.toList());
                main.browserWindows().fromWebContents(event.sender()).ifPresent(BrowserWindow::close);
            });
            try (Distribution renderer = Distribution.start(
                    directory,
                    List.of("-D" + RUNTIME_DIRECTORY + "=" + directory.resolve("run")),
                    "renderer",
                    "--attach",
                    "renderer-command",
                    "--class-path",
                    classes.toString(),
                    "--page",
                    "elsewhere.OutsidePage",
                    "--title",
                    "From elsewhere",
                    "--headless",
                    "--wait",
                    "5")) {
                int status = renderer.awaitExit();

                assertThat(renderer.err()).isEmpty();
                assertThat(status).isZero();
                assertThat(loaded.get(1, TimeUnit.SECONDS)).containsExactly("From elsewhere", true);
                assertThat(unloaded).succeedsWithin(1, TimeUnit.SECONDS);
            }
        }
    }

    private Path compile() throws Exception {
        Path source = Files.writeString(directory.resolve("OutsidePage.java"), PAGE);
        Path classes = Files.createDirectory(directory.resolve("page classes"));
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(failures).isZero();
        return classes;
    }
}
