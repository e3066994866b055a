package dev.covalent.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.launcher.Distribution;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private static final String THROWING = """
            package elsewhere;

            public final class ThrowingPage implements dev.covalent.renderer.Page {
                @Override
                public void load() {
                    open();
                }

                private static void open() {
                    throw new IllegalStateException("no database");
                }
            }
            """;

    /** Has its JVM end before the command that shows it comes to its next step, and not before that. */
    private static final String ENDING = """
            package elsewhere;

            public final class EndingPage implements dev.covalent.renderer.Page {
                @Override
                public void load() throws Exception {
                    Thread command = Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().equals("main"))
                            .findFirst()
                            .orElseThrow();
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                        while (!isIn(command, "awaitClose") && !isIn(command, "exit")) {
                            Thread.onSpinWait();
                        }
                    }));
                    new Thread(() -> System.exit(7)).start();
                    try {
                        while (true) {
                            Thread hook = new Thread(() -> {});
                            Runtime.getRuntime().addShutdownHook(hook);
                            Runtime.getRuntime().removeShutdownHook(hook);
                        }
                    } catch (IllegalStateException ending) {
                        return;
                    }
                }

                private static boolean isIn(Thread thread, String method) {
                    return java.util.stream.Stream.of(thread.getStackTrace())
                            .anyMatch(call -> call.getMethodName().equals(method));
                }
            }
            """;

    private static final String NAME = "renderer-command";
    private static final long LIMIT_SECONDS = 30;

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
        Path classes = compile("OutsidePage", PAGE);
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
                assertThat(loaded.get(LIMIT_SECONDS, TimeUnit.SECONDS)).containsExactly("From elsewhere", true);
                assertThat(unloaded).succeedsWithin(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void renderer_whoseApplicationEnds_saysSo_andEndsWithStatus69() throws Exception {
        CommandProcess renderer;
        try (MainProcess main = main()) {
            CompletableFuture<Void> attached = new CompletableFuture<>();
            main.app()
                    .on(
                            App.WEB_CONTENTS_CREATED,
                            contents -> contents.on(WebContents.DID_FINISH_LOAD, loaded -> attached.complete(null)));
            renderer = renderer();
            attached.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        try (renderer) {
            assertThat(renderer.status()).isEqualTo(69);
            assertThat(renderer.err())
                    .isEqualTo("covalent: Application '" + NAME + "' has ended" + System.lineSeparator());
        }
    }

    @Test
    void renderer_pageThatThrows_isToldWithItsOwnFramesAlone() throws Exception {
        Path classes = compile("ThrowingPage", THROWING);
        try (MainProcess main = main();
                CommandProcess renderer =
                        renderer("--class-path", classes.toString(), "--page", "elsewhere.ThrowingPage")) {
            assertThat(renderer.status()).isEqualTo(1);
            assertThat(main.browserWindows().getAllWindows()).isEmpty();
            assertThat(renderer.err().lines())
                    .satisfiesExactly(
                            line -> assertThat(line).endsWith("The page did not load"),
                            line -> assertThat(line).isEqualTo("java.lang.IllegalStateException: no database"),
                            line -> assertThat(line).contains("elsewhere.ThrowingPage.open("),
                            line -> assertThat(line).contains("elsewhere.ThrowingPage.load("),
                            line -> assertThat(line)
                                    .startsWith("covalent: The renderer attached to '" + NAME + "', but could not")
                                    .endsWith("no database"));
        }
    }

    @Test
    void renderer_jvmEndsAsItIsAttached_endsWithoutAComplaint() throws Exception {
        Path classes = compile("EndingPage", ENDING);
        try (MainProcess main = main();
                CommandProcess renderer =
                        renderer("--class-path", classes.toString(), "--page", "elsewhere.EndingPage")) {
            assertThat(renderer.status()).isEqualTo(7);
            assertThat(renderer.err()).isEmpty();
            assertThat(main.app().isReady()).isTrue();
        }
    }

    private MainProcess main() {
        return MainProcess.builder()
                .name(NAME)
                .headless(true)
                .userData(directory.resolve("data"))
                .start();
    }

    private CommandProcess renderer(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("renderer", "--attach", NAME, "--headless"));
        arguments.addAll(List.of(more));
        return CommandProcess.to(directory.resolve("out").toFile(), directory, arguments.toArray(String[]::new));
    }

    private Path compile(String name, String text) throws Exception {
        Path source = Files.writeString(directory.resolve(name + ".java"), text);
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
