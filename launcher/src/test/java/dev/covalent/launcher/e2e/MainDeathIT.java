package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.process.ExitCodes;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.common.process.ProcessEnd;
import dev.covalent.common.process.ProcessExit;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of everybody else when main ends, in whatever way: APP-04, 09, 11, 21 of the catalogue of behaviours. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class MainDeathIT {
    @Test
    void main_killed_everyRendererIsGoneAndTheNameCanBeTakenAgain(@TempDir Path userData)
            throws Exception { // APP-21, F7
        try (Fork main = Fork.of("main", "killed", userData.toString(), "2")) {
            String blocked = main.take("renderer ");
            String spinning = main.take("renderer ");
            main.take("ready");
            try (Fork attached = Fork.of("attach", "killed");
                    Fork page = Fork.of("attach-page", "killed")) {
                attached.take("attached ");
                page.take("attached ");
                Map<String, ProcessHandle> renderers = new LinkedHashMap<>();
                renderers.put("blocked in sendSync", process(blocked));
                renderers.put("spinning on its loop", process(spinning));
                renderers.put("attached", attached.process());
                renderers.put("attached with a page", page.process());

                main.child().kill();

                assertAllGone(renderers);
                for (Fork separate : List.of(attached, page)) { // those of others' output went to main
                    assertThat(separate.awaitExit().exitCode()).isEqualTo(ExitCodes.PARENT_GONE);
                    separate.takeContaining("The main process " + main.child().pid() + " is gone");
                }
            }
        }
        assertNameIsFree("killed", userData);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing stops a process there")
    void main_killed_renderersThatStartLoadOrUnload_areGone(@TempDir Path userData) throws Exception { // APP-21, F7
        try (Fork main = Fork.of("phases", "phases", userData.toString())) {
            ProcessHandle starting = process(main.take("renderer "));
            Map<String, ProcessHandle> renderers = new LinkedHashMap<>();
            renderers.put("stopped before it has connected", starting);
            renderers.put("loading", process(main.take("renderer ")));
            renderers.put("unloading", process(main.take("renderer ")));
            main.take("ready");

            main.child().kill();
            main.awaitExit();
            Signals.send("CONT", starting);

            assertAllGone(renderers);
        }
        assertNameIsFree("phases", userData);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing stops a process there")
    void main_killed_renderersThatWereStopped_areGoneWhenTheyGoOn(@TempDir Path userData)
            throws Exception { // APP-21, F7
        try (Fork main = Fork.of("main", "stopped", userData.toString(), "2")) {
            String blocked = main.take("renderer ");
            String spinning = main.take("renderer ");
            main.take("ready");
            try (Fork attached = Fork.of("attach", "stopped");
                    Fork page = Fork.of("attach-page", "stopped")) {
                attached.take("attached ");
                page.take("attached ");
                Map<String, ProcessHandle> renderers = new LinkedHashMap<>();
                renderers.put("blocked in sendSync", process(blocked));
                renderers.put("spinning on its loop", process(spinning));
                renderers.put("attached", attached.process());
                renderers.put("attached with a page", page.process());
                for (ProcessHandle renderer : renderers.values()) {
                    Signals.send("STOP", renderer);
                }

                main.child().kill();
                main.awaitExit();
                assertThat(renderers.values()).noneMatch(ProcessEnd::hasCome);
                for (ProcessHandle renderer : renderers.values()) {
                    Signals.send("CONT", renderer);
                }

                assertAllGone(renderers);
            }
        }
        assertNameIsFree("stopped", userData);
    }

    @Test
    void main_terminated_endsItsRenderersAndRemovesItsFiles(@TempDir Path userData) throws Exception { // APP-11
        try (Fork main = Fork.of("main", "terminated", userData.toString(), "1")) {
            ProcessHandle renderer = process(main.take("renderer "));
            main.take("ready");
            assertThat(files()).contains("terminated.endpoint", "terminated.sock");

            main.child().terminate();

            main.take("quit 0");
            ProcessExit exit = main.awaitExit();
            assertThat(exit.exitCode()).isEqualTo(143);
            assertAllGone(Map.of("renderer", renderer));
            assertThat(files()).doesNotContain("terminated.endpoint", "terminated.sock");
        }
    }

    @Test
    void main_exitsInAListener_endsWithThatCodeAndLeavesNoFiles(@TempDir Path userData) throws Exception {
        try (Fork main = Fork.of("main", "exits", userData.toString(), "1")) {
            ProcessHandle window = process(main.take("renderer "));
            main.take("ready");
            try (Renderer renderer = Renderer.attachment("exits").outliveMain().attach()) {
                renderer.ipcRenderer().send("exit", 5);

                assertThat(main.awaitExit().exitCode()).isEqualTo(5);
                assertThat(renderer.awaitClose(Duration.ofSeconds(10))).isTrue();
            }
            assertAllGone(Map.of("window", window));
            assertThat(files()).doesNotContain("exits.endpoint", "exits.sock");
        }
    }

    @Test
    void lastWindow_closedByItsPage_quitsTheApplication(@TempDir Path userData) throws Exception { // APP-04, 05, WIN-21
        List<String> order = new ArrayList<>();
        MainProcess main = MainProcess.builder()
                .name("quits")
                .headless(true)
                .userData(userData)
                .start();
        main.app().on(App.RENDER_PROCESS_GONE, gone -> order.add("gone"));
        main.app().on(App.BEFORE_QUIT, app -> order.add("before-quit"));
        main.app().on(App.QUIT, code -> order.add("quit " + code));
        BrowserWindow window = main.browserWindows().open(BrowserWindowOptions.page(TestPages.ShortLived.class));
        window.on(
                BrowserWindow.CLOSED,
                closed -> order.add(
                        "closed, windows left: " + main.browserWindows().getAllWindows()));

        assertThat(main.awaitQuit()).isZero();

        assertThat(order).containsExactly("closed, windows left: []", "before-quit", "quit 0");
        assertThat(files()).doesNotContain("quits.endpoint", "quits.sock");
        assertThatThrownBy(() -> main.browserWindows().open(BrowserWindowOptions.page(ScriptPage.class)))
                .hasMessage("The application is quitting: no window can be opened any more");
        main.close();
    }

    private static void assertAllGone(Map<String, ProcessHandle> renderers) throws InterruptedException {
        assertThat(Orphans.late(renderers)).isEmpty();
    }

    private static void assertNameIsFree(String name, Path userData) throws IOException {
        assertThat(files()).contains(name + ".endpoint"); // left by the one that was killed
        assertThatThrownBy(() -> Renderer.attach(name))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was left by process")
                .hasMessageEndingWith("which is gone. Start the application; that replaces the file.");
        try (MainProcess next =
                MainProcess.builder().name(name).userData(userData).start()) {
            next.ipcMain().handle("alive", (event, message) -> "yes");
            try (Renderer renderer = Renderer.attach(name)) {
                assertThat(renderer.ipcRenderer().invoke("alive").join().get()).isEqualTo("yes");
            }
        }
        assertThat(files()).doesNotContain(name + ".endpoint", name + ".sock");
    }

    private static ProcessHandle process(String line) {
        return ProcessHandle.of(Long.parseLong(line.replaceFirst(" .*", ""))).orElseThrow();
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("covalent.runtimeDir")))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
