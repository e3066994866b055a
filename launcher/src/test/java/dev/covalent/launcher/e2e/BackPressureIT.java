package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.QueueFullException;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Back pressure with each renderer in a JVM of its own, which can be stopped. */
final class BackPressureIT extends BackPressureContract {

    @Override
    BrowserWindow open(MainProcess main, String title) {
        return ForkedIpcIT.loaded(
                main, BrowserWindowOptions.page(ScriptPage.class).title(title));
    }

    /** A stopped consumer costs its own queue's bound, and a window for each who sends to it, and nothing else. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing stops a process there")
    void rendererStopped_everySenderIsToldThenRefused_andAllThatWasAcceptedArrives() throws Exception { // F9
        Peer stopped = fixture().first;
        Peer other = fixture().second;
        String channel = fixture().name("stopped");
        String toOther = channel + ".other";
        String toAll = channel + ".all";
        String port = channel + ".ports";
        for (Peer peer : List.of(stopped, other)) {
            peer.listen(channel);
            peer.listen(toOther);
            peer.listen(port);
        }
        other.listen(toAll);
        MessageChannel made = fixture().main.ipcMain().newMessageChannel();
        stopped.contents().postMessage(port, "a port", List.of(made.port1()));
        other.contents().postMessage(port, "a port", List.of(made.port2()));
        stopped.heard(port, 1);
        other.heard(port, 1);
        CompletableFuture<WebContents> drained = new CompletableFuture<>();
        stopped.contents().once(WebContents.DRAIN, drained::complete);

        Signals.send("STOP", stopped);
        int byMain;
        Flood.Result byOther;
        Flood.Result byPort;
        try {
            byMain = flood(stopped, channel);
            assertThat(stopped.contents().bufferedAmount()).isBetween(BOUND / 2L, (long) BOUND);
            byOther = other.run(Script.FLOOD_TO, toOther, stopped.id()).get(Flood.Result.class);
            byPort = other.run(Script.FLOOD_PORT, port).get(Flood.Result.class);
            assertThat(other.run(Script.BUFFERED, 0).get(long.class)).isLessThan(WINDOW);
            int broadcasts = broadcastUntilRefused(toAll, stopped);
            assertThat(other.run(Script.NUMBERS_HEARD, toAll, broadcasts).get(IpcFixture.NUMBERS))
                    .containsExactlyElementsOf(numbers(broadcasts));
            assertThat(drained).isNotDone();
        } finally {
            Signals.send("CONT", stopped);
        }

        assertThat(stopped.run(Script.NUMBERS_HEARD, channel, byMain).get(IpcFixture.NUMBERS))
                .containsExactlyElementsOf(numbers(byMain));
        assertThat(stopped.run(Script.NUMBERS_HEARD, toOther, byOther.accepted())
                        .get(IpcFixture.NUMBERS))
                .containsExactlyElementsOf(numbers(byOther.accepted()));
        assertThat(stopped.run(Script.PORT_NUMBERS, port, byPort.accepted()).get(IpcFixture.NUMBERS))
                .containsExactlyElementsOf(numbers(byPort.accepted()));
        assertThat(byOther.told()).isTrue();
        assertThat(byOther.buffered()).isBetween(WINDOW / 2L, (long) WINDOW);
        assertThat(byPort.told()).isTrue();
        assertThat(byPort.refusal()).contains("the most is " + WINDOW);
        assertThat(Peer.settled(drained)).isSameAs(stopped.contents());
        assertThat(other.heard(toOther + ".drain", 1)).isNotEmpty();
        assertThat(other.heard(port + ".drain", 1)).isNotEmpty();
    }

    /**
     * Sends large messages to all windows until the stopped one's queue is full, and returns how many; what that took in the
     * moment before it stopped may be acknowledged only now.
     */
    private int broadcastUntilRefused(String channel, Peer stopped) {
        int sent = 0;
        try {
            while (sent < BOUND / Flood.BALLAST) {
                fixture().main.browserWindows().broadcast(channel, sent, new byte[2 * Flood.BALLAST]);
                sent++;
            }
        } catch (QueueFullException full) {
            assertThat(full).hasMessageContaining("contents [" + stopped.id() + "]");
            return sent + 1; // all others were sent it
        }
        throw new AssertionError("Never refused");
    }
}
