package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.Renderer;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the public API says when processes and windows are started wrongly. */
final class ApiMisuseStartTest extends ApiMisuseFixture {
    @Test
    void builder_usedTwice_isRefused() {
        MainProcess.Builder builder = MainProcess.builder().name("once").userData(userData);
        try (MainProcess started = builder.start()) {
            assertThat(started.name()).isEqualTo("once");
            misuse(builder::start, "This builder has started a process already: make another");
        }
        misuse(builder::start, "This builder has started a process already: make another");
    }

    @Test
    void name_taken_namesItsHolder() {
        assertThatThrownBy(() -> MainProcess.builder().name("misused").start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("misused")
                .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void name_wrong_isRefused() {
        for (String name : List.of("", ".hidden", "a/b", "a b", "x".repeat(65), "ü")) {
            assertThatThrownBy(() -> MainProcess.builder().name(name))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("name");
        }
    }

    @Test
    void settings_outOfRange_areRefusedAndTheBuilderStaysUsable() {
        misuse(() -> MainProcess.builder().queueBound(0).start(), "queueBound must be at least 1 byte, not 0");
        misuse(
                () -> MainProcess.builder().launchTimeout(Duration.ZERO).start(),
                "launchTimeout must be longer than nothing, not PT0S");
        misuse(
                () -> MainProcess.builder()
                        .requestTimeout(Duration.ofSeconds(-1))
                        .start(),
                "requestTimeout must be longer than nothing, not PT-1S");
        misuse(
                () -> MainProcess.builder().storageQuota(-1).start(),
                "storageQuota must be 1 to 536870912 bytes, not -1");
        misuse(
                () -> BrowserWindowOptions.page("P").size(0, -1),
                "A window needs a width and a height of at least 1, not 0 x -1");
        misuse(() -> BrowserWindowOptions.page(""), "page must name a class that implements Page");
    }

    @Test
    void attach_unknownName_saysWhereItLookedAndWhatToDo() {
        assertThatThrownBy(() -> Renderer.attach("nobody"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("No application named 'nobody' is running: there is no ")
                .hasMessageEndingWith("nobody.endpoint. Start it first, or check its name and that both sides use the"
                        + " same -Dcovalent.runtimeDir.");
    }

    @Test
    void attachment_usedTwice_isRefused() {
        Renderer.Attachment attachment = Renderer.attachment("misused");
        try (Renderer attached = attachment.attach()) {
            assertThat(attached.isClosed()).isFalse();
            misuse(attachment::attach, "This attachment was used already: make another");
        }
    }

    @Test
    void attachment_setUpThrows_isToldAndNothingStaysAttached() throws InterruptedException {
        int before = main().browserWindows().getAllWindows().size();

        assertThatThrownBy(() -> Renderer.attachment("misused")
                        .setUp(attached -> {
                            throw new IllegalStateException("not set up, as the test wants");
                        })
                        .attach())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The renderer attached to 'misused', but could not be set up:"
                        + " java.lang.IllegalStateException: not set up, as the test wants");

        assertThat(Eventually.becomes(
                        before, () -> main().browserWindows().getAllWindows().size()))
                .isEqualTo(before);
    }

    @Test
    void open_impossibleClassPath_isRefusedAndLeavesNoWindow() {
        List<BrowserWindow> before = main().browserWindows().getAllWindows();
        Path impossible = Path.of("a" + File.pathSeparator + "b");

        misuse(
                () -> main().browserWindows()
                        .open(BrowserWindowOptions.page("P").classPath(List.of(impossible))),
                "Class path entry '" + impossible + "' contains '" + File.pathSeparator
                        + "', which separates entries. Rename the directory.");

        // One that another test has detached may still be on its way out.
        assertThat(before).containsAll(main().browserWindows().getAllWindows());
    }

    @Test
    void start_failsHalfway_leavesNothingBehind() {
        System.setProperty("covalent.transport", "carrier pigeon");
        try {
            misuse(
                    () -> MainProcess.builder()
                            .name("halfway")
                            .userData(userData)
                            .start(),
                    "covalent.transport is 'carrier pigeon'; it can be 'unix' or 'tcp'");
        } finally {
            System.clearProperty("covalent.transport");
        }
        MainProcess.builder().name("halfway").userData(userData).start().close();
    }
}
