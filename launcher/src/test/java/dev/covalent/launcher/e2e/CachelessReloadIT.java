package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A page that is loaded again from nothing but its class path. */
@Timeout(180)
@ExtendWith(LeakCheck.class)
final class CachelessReloadIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String SWITCH = "covalent.archive";
    private static final String PLACE = "covalent.archiveDir";

    @Test
    void reloadIgnoringCache_usesNoArchive_whichTheNextReloadUsesAgain( // WIN-29
            @TempDir Path packed, @TempDir Path place, @TempDir Path userData) throws Exception {
        BrowserWindowOptions page = BrowserWindowOptions.page(FlagsPage.class).classPath(JarredClassPath.in(packed));
        try (MainProcess main = startWithArchives(place, application(userData).spareRenderer(false))) {
            BrowserWindow window = ForkedIpcIT.loaded(main, page);
            ClassArchiveIT.awaitArchive(place);

            reload(window, WebContents::reloadIgnoringCache);
            assertThat(flags(window)).doesNotContain(place.toString());

            reload(window, WebContents::reload);
            assertThat(flags(window)).contains(place.toString());
        }
    }

    @Test
    void reloadIgnoringCache_leavesTheSpareForTheNextReload(@TempDir Path userData) throws Exception { // WIN-29
        try (MainProcess main = application(userData).spareRenderer(true).start()) {
            BrowserWindow window = ForkedIpcIT.loaded(main, BrowserWindowOptions.page(FlagsPage.class));
            long waiting = WaitingSpares.await(main);

            reload(window, WebContents::reloadIgnoringCache);
            assertThat(window.webContents().getOSProcessId()).isNotEqualTo(waiting);

            assertThat(WaitingSpares.await(main)).isEqualTo(waiting);
            reload(window, WebContents::reload);
            assertThat(window.webContents().getOSProcessId()).isEqualTo(waiting);
        }
    }

    private static MainProcess.Builder application(Path userData) {
        return MainProcess.builder().name("cacheless").headless(true).userData(userData);
    }

    /** Starts an application that makes archives; where, it finds out as it starts. */
    private static MainProcess startWithArchives(Path place, MainProcess.Builder application) {
        String switchBefore = System.setProperty(SWITCH, "on");
        System.setProperty(PLACE, place.toString());
        try {
            return application.start();
        } finally {
            System.clearProperty(PLACE);
            if (switchBefore == null) {
                System.clearProperty(SWITCH);
            } else {
                System.setProperty(SWITCH, switchBefore);
            }
        }
    }

    private static void reload(BrowserWindow window, Consumer<WebContents> how) {
        CompletableFuture<WebContents> loaded = new CompletableFuture<>();
        window.webContents().once(WebContents.DID_FINISH_LOAD, loaded::complete);
        how.accept(window.webContents());
        Peer.settled(loaded);
    }

    private static String flags(BrowserWindow window) {
        return Peer.settled(window.webContents().invoke("flags", LIMIT)).get(String.class);
    }
}
