package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.RemoteError;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.RendererSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How windows end, each of them and all. */
final class WindowTableEndTest extends WindowTableFixture {
    @Test
    void destroy_beforeItsFork_isItsEnd_andNothingIsForked() {
        BrowserWindow window = table.open(PAGE);
        loop.runAll();

        window.destroy();
        launches.release();
        loop.runAll();

        assertThat(told).containsExactly("created 1 listed", "all closed");
        assertThat(window.webContents().getOSProcessId()).isZero();
        assertThat(table.isStarting(window)).isFalse();
    }

    @Test
    void destroy_whileItsForkIsHeldUp_isItsEndAllTheSame() {
        BrowserWindow window = openAndTellClosed();
        loop.runAll();
        told.clear();

        window.destroy();
        loop.runAll();

        assertThat(told).containsExactly("closed 1", "all closed");
        assertThat(table.destroyAll()).isCompleted();
        launches.release();
        loop.runAll();
        assertThat(told).hasSize(2);
    }

    @Test // WIN-11
    void destroy_isGoneFromTheTable_beforeClosedIsEmitted() {
        BrowserWindow window = table.open(PAGE);
        window.webContents().on(WebContents.DESTROYED, contents -> told.add("destroyed"));
        window.on(BrowserWindow.CLOSED, closed -> told.add("closed " + closed.isDestroyed() + table.getAllWindows()));
        loop.runAll();
        told.clear();

        window.destroy();
        assertThat(table.fromId(1)).isEmpty();
        loop.runAll();

        assertThat(told).containsExactly("destroyed", "closed true[]", "all closed");
    }

    @Test // WIN-12, WIN-16
    void destroyed_idsStayReadable_everythingElseThrows() {
        BrowserWindow window = table.open(PAGE);
        WebContents contents = window.webContents();

        window.destroy();

        assertThat(window.id()).isEqualTo(1);
        assertThat(contents.id()).isEqualTo(1);
        assertThat(contents.isDestroyed()).isTrue();
        assertThat(contents.isCrashed()).isFalse();
        assertThatThrownBy(() -> contents.send("channel"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Object has been destroyed");
        assertThatThrownBy(() -> contents.postMessage("channel", "x", List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Object has been destroyed");
    }

    @Test
    void destroyed_staysDestroyed_whateverIsHeardOfTheRenderer() {
        BrowserWindow window = table.open(PAGE);
        RendererSession session = session(window);
        window.webContents().on(WebContents.DID_FINISH_LOAD, contents -> told.add("loaded"));
        loop.runAll();
        told.clear();
        window.destroy();

        table.pages().loaded(session);
        table.pages().failed(session, new RemoteError("x.Y", null, "", null));

        assertThat(window.webContents().isDestroyed()).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void close_crashedWindow_isClosed() {
        BrowserWindow window = openAndTellClosed();
        fail(window);
        told.clear();

        window.close();
        window.close();
        loop.runAll();

        assertThat(told).containsExactly("closed 1", "all closed");
        assertThat(table.getAllWindows()).isEmpty();
    }

    @Test
    void close_inTheListenerOfTheCrash_isClosed() {
        BrowserWindow window = openAndTellClosed();
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, gone -> window.close());

        fail(window);

        assertThat(told).endsWith("closed 1", "all closed");
        assertThat(table.getAllWindows()).isEmpty();
    }

    @Test
    void close_betweenTheCrashAndItsAnnouncement_isClosed() {
        BrowserWindow window = openAndTellClosed();
        loop.runAll();
        table.abandoned(session(window)); // ends it; the announcement waits for the loop

        window.close();
        loop.runAll();

        assertThat(told).endsWith("closed 1", "all closed");
        assertThat(table.getAllWindows()).isEmpty();
    }

    @Test
    void destroy_betweenTheCrashAndItsAnnouncement_isClosedOnce() {
        BrowserWindow window = openAndTellClosed();
        loop.runAll();
        table.abandoned(session(window));

        window.destroy();
        window.destroy();
        loop.runAll();

        assertThat(told.stream().filter("closed 1"::equals)).hasSize(1);
        assertThat(told.stream().filter("all closed"::equals)).hasSize(1);
    }

    @Test // APP-04, APP-05
    void allClosed_severalDestroyedAtOnce_isToldOnceAfterTheLast() {
        BrowserWindow first = openAndTellClosed();
        BrowserWindow second = openAndTellClosed();
        fail(first);
        fail(second);
        told.clear();

        first.destroy();
        second.destroy();
        loop.runAll();

        assertThat(told).containsExactly("closed 1", "closed 2", "all closed");
    }

    @Test
    void closeAll_completesWhenTheRenderersAreGone_andNothingIsOpenedAnyMore() {
        BrowserWindow first = openAndTellClosed();
        BrowserWindow second = openAndTellClosed();
        List<RendererSession> living = List.of(session(first), session(second));
        living.forEach(this::connect);
        CompletableFuture<Void> emptied = table.destroyAll();

        assertThatThrownBy(() -> table.open(PAGE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The application is quitting: no window can be opened any more");
        table.abandoned(living.get(0));
        loop.runAll();
        assertThat(emptied).isNotDone();
        table.abandoned(living.get(1));
        loop.runAll();

        assertThat(emptied).isCompleted();
        assertThat(told).contains("closed 1", "closed 2").doesNotContain("all closed");
    }

    @Test
    void closeAll_nothingOpen_isCompleteAtOnce() {
        assertThat(table.closeAll()).isCompletedWithValue(true);
    }
}
