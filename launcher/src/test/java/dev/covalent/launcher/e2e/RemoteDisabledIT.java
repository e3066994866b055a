package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** REM-08: a window that may not use remote. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class RemoteDisabledIT {

    @Test
    void window_openedWithoutRemote_isRefusedAllOfIt_andTheRestWorks(@TempDir Path userData) { // REM-08
        try (MainProcess main = MainProcess.builder()
                .name("no-remote")
                .headless(true)
                .userData(userData)
                .start()) {
            main.globals().share("bag", Map.of("a", 1));
            main.globals().share("counter", Counter.class, new SharedCounter());
            Scripts scripts = new Scripts(main.ipcMain());
            BrowserWindow without = ForkedIpcIT.loaded(
                    main, BrowserWindowOptions.page(ScriptPage.class).remote(false));
            BrowserWindow with = ForkedIpcIT.loaded(main, BrowserWindowOptions.page(ScriptPage.class));
            Peer refused = new Peer(scripts, without.webContents(), without.id());
            Peer allowed = new Peer(scripts, with.webContents(), with.id());
            main.ipcMain().handle("ask", (event, message) -> "answer");

            assertDisabled(() -> refused.run(Script.BAG_GET, "bag", "a"));
            assertDisabled(() -> refused.run(Script.TYPED, "counter", "add", 1));
            assertDisabled(() -> refused.run(Script.SEND_TO_WINDOW, with.id(), "ping", "x"));
            assertThat(refused.run(Script.INVOKE, "ask").get()).isEqualTo("answer");
            assertThat(allowed.run(Script.BAG_GET, "bag", "a").get()).isEqualTo(1);
        }
    }

    private static void assertDisabled(ThrowingCallable use) {
        assertThatThrownBy(use)
                .hasMessage("dev.covalent.common.RemoteAccessDeniedException: remote is disabled for this WebContents."
                        + " Open its window with BrowserWindowOptions.remote(true) to enable it.");
    }
}
