package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.FakeContents;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Opening windows, and finding them. */
final class WindowTableTest extends WindowTableFixture {
    @Test // WIN-10, WIN-13
    void open_givesWindowsAndContentsIdsOfTheirOwn() {
        BrowserWindow first = table.open(PAGE.title("one"));
        BrowserWindow second = table.open(PAGE);

        assertThat(List.of(first.id(), second.id())).containsExactly(1, 2);
        assertThat(List.of(first.webContents().id(), second.webContents().id())).containsExactly(1, 2);
        assertThat(first.title()).isEqualTo("one");
        assertThat(table.fromId(1)).containsSame(first);
        assertThat(first.webContents().isLoading()).isTrue();
    }

    @Test // WIN-09, WIN-10
    void fromId_unknown_isEmpty() {
        assertThat(table.fromId(1)).isEmpty();
        assertThat(table.webContentsFromId(1)).isEmpty();
        assertThat(table.session(1)).isEmpty();
    }

    @Test // WIN-14
    void fromWebContents_isUsableAlreadyWhenTheWindowIsCreated() {
        BrowserWindow window = table.open(PAGE);

        assertThat(table.fromWebContents(window.webContents())).containsSame(window);
        assertThat(table.fromWebContents(new FakeContents(1))).isEmpty();
        loop.runAll();
        assertThat(told).containsExactly("created 1 listed");
    }

    @Test // WIN-15, WIN-40
    void getAllWebContents_areThoseOfAllWindows() {
        WebContents first = table.open(PAGE).webContents();
        WebContents second = table.open(PAGE).webContents();

        assertThat(table.getAllWebContents()).containsExactly(first, second);
        assertThat(table.webContentsFromId(2)).containsSame(second);

        table.fromId(1).orElseThrow().destroy();
        assertThat(table.getAllWebContents()).containsExactly(second);
        assertThat(table.webContentsFromId(1)).isEmpty();
    }

    @Test // WIN-13
    void open_afterAWindowIsGone_doesNotReuseItsId() {
        table.open(PAGE).destroy();

        assertThat(table.open(PAGE).id()).isEqualTo(2);
    }

    @Test
    void open_optionsThatCannotBeLaunched_leaveNoWindow() {
        BrowserWindowOptions bad = PAGE.classPath(List.of(Path.of("a" + java.io.File.pathSeparator + "b")));

        assertThatThrownBy(() -> table.open(bad)).isInstanceOf(IllegalArgumentException.class);

        assertThat(table.getAllWindows()).isEmpty();
        assertThat(table.closeAll()).isCompletedWithValue(true);
    }

    @Test // WIN-17
    void open_aNameThatIsInUse_isRefused_untilItsWindowIsGone() {
        BrowserWindow first = table.open(PAGE.name("main"));
        assertThat(table.fromName("main")).containsSame(first);
        assertThat(first.name()).contains("main");

        assertThatThrownBy(() -> table.open(PAGE.name("main")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Window name 'main' is already in use. Window names must be unique.");
        assertThat(table.getAllWindows()).containsExactly(first);

        first.destroy();
        assertThat(table.fromName("main")).isEmpty();
        BrowserWindow second = table.open(PAGE.name("main"));
        loop.runAll();
        assertThat(table.fromName("main")).containsSame(second);
    }

    @Test
    void open_aNameThatIsNone_isMisuse() {
        assertThatThrownBy(() -> PAGE.name(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PAGE.name("x".repeat(101)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The name of a window has 1 to 100 characters, not all of them blank; this one has 101");
        assertThat(table.open(PAGE).name()).isEmpty();
    }

    @Test // WIN-18
    void open_windowThatNobodyKeeps_staysOpen() {
        table.open(PAGE);

        System.gc();

        assertThat(table.getAllWindows()).hasSize(1);
        assertThat(table.fromId(1)).isPresent();
    }
}
