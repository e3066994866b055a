package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.Downstream;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.BrowserWindows;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererSession;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A view of some of the windows of an application. */
@Timeout(20)
final class OnlyWindowsTest extends DispatcherFixture {
    private final Set<Integer> passing = new HashSet<>(Set.of(2));
    private final BrowserWindows only = windows.only(window -> passing.contains(window.id()));

    OnlyWindowsTest(@TempDir Path directory) {
        super(directory);
    }

    @Test
    void windowsThatPass_areFoundAndListed_andTheirContents_askedAnew() {
        BrowserWindow opened =
                only.open(BrowserWindowOptions.page("Page").name("named").parent(window(1)));

        assertThat(only.getAllWindows()).containsExactly(window(2));
        assertThat(only.getAllWebContents()).containsExactly(second.contents());
        assertThat(only.fromId(2)).containsSame(window(2));
        assertThat(only.fromWebContents(second.contents())).containsSame(window(2));
        assertThat(only.webContentsFromId(2)).containsSame(second.contents());
        assertThat(only.fromId(1)).isEmpty();
        assertThat(only.fromWebContents(first.contents())).isEmpty();
        assertThat(only.webContentsFromId(1)).isEmpty();
        assertThat(only.fromName("named")).isEmpty();

        passing.add(3);
        assertThat(only.fromName("named")).containsSame(opened);
        assertThat(only.only(window -> window.id() != 2).getAllWindows()).containsExactly(opened);
        assertThat(only.fromId(99)).isEmpty();
    }

    @Test
    void broadcast_isForThoseThatPass() {
        assertThat(only.broadcast("news", 1)).isTrue();

        assertThat(FakeContents.fetch(first)).isEmpty();
        assertThat(FakeContents.fetch(second))
                .containsExactly(new Downstream.Message("news", 0, arguments(1), List.of()));
    }

    @Test
    void broadcast_oneQueueIsFull_saysSo_andTheOthersGetIt() {
        RendererSession third = attach("third");
        RendererSession fourth = attach("fourth");
        passing.addAll(Set.of(3, 4));
        second.contents().send("fill", new byte[(int) BOUND]);
        third.contents().send("fill", new byte[(int) BOUND]);

        assertThatThrownBy(() -> only.broadcast("news"))
                .isInstanceOf(QueueFullException.class)
                .satisfies(full -> assertThat(full.getSuppressed()).hasSize(1));

        assertThat(FakeContents.fetch(fourth)).hasSize(1);
    }

    @Test
    @SuppressWarnings("NullAway") // the misuse
    void only_ofNothing_isRefused() {
        assertThatThrownBy(() -> windows.only(null)).isInstanceOf(NullPointerException.class);
    }

    private BrowserWindow window(int id) {
        return windows.fromId(id).orElseThrow();
    }
}
