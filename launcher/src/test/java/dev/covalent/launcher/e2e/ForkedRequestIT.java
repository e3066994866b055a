package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.PeerGoneException;
import dev.covalent.common.Value;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The contract with each renderer in a JVM of its own, forked by main. */
final class ForkedRequestIT extends RequestContract {

    @Override
    BrowserWindow open(MainProcess main, String title) {
        return ForkedIpcIT.loaded(
                main, BrowserWindowOptions.page(ScriptPage.class).title(title));
    }

    @Test
    void webContentsInvoke_beforeThePageHasLoaded_isHeldInItsPlace() { // ASK-16, WIN-39
        BrowserWindow window = fixture()
                .main
                .browserWindows()
                .open(BrowserWindowOptions.page(ScriptPage.class).title("early"));

        CompletableFuture<Value> asked = window.webContents().invoke(ScriptHost.PING, Duration.ofSeconds(20), "early");

        assertThat(Peer.settled(asked).get()).isEqualTo("early");
        window.destroy();
    }

    @Test
    void webContentsInvoke_rendererKilled_failsAtOnce() { // ASK-04, F4
        Peer victim = fixture().peer(open(fixture().main, "killed"));
        String channel = fixture().name("killed");
        victim.run(Script.HANDLE_NEVER, channel);
        CompletableFuture<Value> asked = victim.contents().invoke(channel, Duration.ofMinutes(10));

        victim.contents().forcefullyCrashRenderer();

        assertThatThrownBy(() -> Peer.settled(asked)).isInstanceOf(PeerGoneException.class);
    }
}
