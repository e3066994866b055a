package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.EventType;
import dev.covalent.common.RemoteError;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.WebContents;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Windows that are destroyed by a listener of their contents' own events: their end is told after that event. */
final class DestroyInListenerTest extends WindowTableFixture {
    @Test // WIN-24
    void destroy_inDidStartLoading_isTheEnd() {
        BrowserWindow window = openDestroyedIn(WebContents.DID_START_LOADING);
        loop.runAll();

        assertEnded(window, "did-start-loading", "after did-start-loading", "destroyed");
    }

    @Test // WIN-24
    void destroy_inDidFinishLoad_isTheEnd() {
        BrowserWindow window = openDestroyedIn(WebContents.DID_FINISH_LOAD);
        loop.runAll();

        loop.run(() -> table.pages().loaded(session(window)), Duration.ZERO);
        loop.runAll();

        assertEnded(window, "did-finish-load", "after did-finish-load", "destroyed");
    }

    @Test // WIN-24
    void destroy_inDidFailLoad_isTheEnd() {
        BrowserWindow window = openDestroyedIn(WebContents.DID_FAIL_LOAD);
        loop.runAll();

        loop.run(
                () -> table.pages().failed(session(window), new RemoteError("x.Y", "no page", "", null)),
                Duration.ZERO);
        loop.runAll();

        assertEnded(window, "did-fail-load", "after did-fail-load", "destroyed");
    }

    @Test // WIN-24
    void destroy_inDestroyed_isNoOp() {
        BrowserWindow window = openDestroyedIn(WebContents.DESTROYED);
        loop.runAll();

        window.destroy();
        loop.runAll();

        assertEnded(window, "destroyed", "after destroyed");
    }

    /** Opens a window that its listener destroys when that is told, and notes what follows. */
    private BrowserWindow openDestroyedIn(EventType<?> event) {
        BrowserWindow window = table.open(PAGE);
        WebContents contents = window.webContents();
        contents.on(event, told -> {
            this.told.add(event.name());
            window.destroy();
            contents.close();
        });
        contents.on(event, told -> this.told.add("after " + event.name()));
        if (event != WebContents.DESTROYED) {
            contents.on(WebContents.DESTROYED, gone -> told.add("destroyed"));
        }
        window.on(BrowserWindow.CLOSED, closed -> told.add("closed"));
        return window;
    }

    private void assertEnded(BrowserWindow window, String... events) {
        assertThat(told)
                .startsWith("created 1 listed")
                .endsWith("closed", "all closed")
                .containsSubsequence(events)
                .doesNotHaveDuplicates()
                .hasSize(events.length + 3);
        assertThat(window.isDestroyed()).isTrue();
        assertThat(table.getAllWindows()).isEmpty();
        assertThat(uncaught).isEmpty();
        assertThat(table.destroyAll()).isCompleted();
    }
}
