package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.Desktop;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.common.process.OutputSink;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real windows under a window manager, done to by main, by their pages and by the mouse. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
final class DesktopIT {
    private static final long LIMIT_SECONDS = 100;
    private static final Path PICTURES = Path.of("target", "screenshots");

    @TempDir
    private Path userData;

    @Test
    void window_takesEveryStateThatMainGivesIt_andTellsOfIt() throws Exception {
        assertThat(linesOf("states", PICTURES.resolve("unused.png")))
                .containsExactly(
                        "hidden false false",
                        "show true",
                        "shown true true",
                        "content Size[width=320, height=240]",
                        "resize true",
                        "bounds Bounds[x=100, y=120, width=400, height=300] Bounds[x=100, y=120, width=400, height=300]",
                        "move true",
                        "bounds Bounds[x=10, y=30, width=400, height=300] Bounds[x=10, y=30, width=400, height=300]",
                        "maximize true",
                        "maximized true true",
                        "normal Bounds[x=10, y=30, width=400, height=300]",
                        "unmaximize true",
                        "bounds Bounds[x=10, y=30, width=400, height=300] false",
                        "maximize true",
                        "reloaded true true",
                        "unmaximize true",
                        "bounds Bounds[x=10, y=30, width=400, height=300] false",
                        "minimize true",
                        "minimized true",
                        "restore true",
                        "restored false",
                        "enter-full-screen true",
                        "full Bounds[x=0, y=0, width=1024, height=768] 1024 x 768",
                        "leave-full-screen true",
                        "bounds Bounds[x=10, y=30, width=400, height=300] false",
                        "title another false",
                        "hide true",
                        "hidden false false");
    }

    @Test
    void window_comesBackToWhereItWas_whoeverHasMaximizedIt_andHoweverItCoveredTheScreen() throws Exception {
        String there = "Bounds[x=60, y=80, width=400, height=300]";
        String back = "400 x 300 " + there;
        assertThat(linesOf("forms", PICTURES.resolve("unused.png")))
                .containsExactly(
                        "maximize true",
                        "unmaximize true",
                        "by its user " + back,
                        "maximize true",
                        "unmaximize true",
                        "by its user " + back,
                        "maximize true",
                        "enter-full-screen true",
                        "full true " + there,
                        "leave-full-screen true",
                        "large true true " + there,
                        "told [enter-full-screen, leave-full-screen]",
                        "unmaximize true",
                        "reloaded " + back,
                        "enter-full-screen true",
                        "leave-full-screen true",
                        "toggled " + back,
                        "enter-full-screen true",
                        "hide true",
                        "show true",
                        "leave-full-screen true",
                        "hidden between " + back,
                        "closed true",
                        "resize true",
                        "covering true " + there,
                        "reloaded " + back,
                        "minimize true",
                        "enter-full-screen true",
                        "icon false false");
    }

    @Test
    void window_askedForTheContrary_beforeTheWindowManagerHasAnswered_isWhatItWasAskedForLast() throws Exception {
        assertThat(linesOf("contradicted", PICTURES.resolve("unused.png")))
                .containsExactly(
                        "closed true",
                        "restored true",
                        "maximize true",
                        "closed true",
                        "maximized true",
                        "unmaximize true",
                        "back Bounds[x=60, y=80, width=400, height=300]",
                        "closed true",
                        "full false",
                        "leave-full-screen true",
                        "back Bounds[x=60, y=80, width=400, height=300]",
                        "minimize true",
                        "closed true",
                        "closed true",
                        "icon true true");
    }

    @Test
    void window_maximizedAndMore_beforeTheWindowManagerHasAnswered_isWhatItWasAskedForLast() throws Exception {
        assertThat(linesOf("toggled", PICTURES.resolve("unused.png")))
                .containsExactly(
                        "maximize true",
                        "closed true",
                        "twice true",
                        "unmaximize true",
                        "back Bounds[x=60, y=80, width=400, height=300]",
                        "closed true",
                        "neither Bounds[x=60, y=80, width=400, height=300]",
                        "closed true",
                        "small Bounds[x=200, y=150, width=300, height=200] false",
                        "closed true",
                        "centered Bounds[x=362, y=284, width=300, height=200] false",
                        "closed true",
                        "content 240 x 160 false",
                        "resize true",
                        "minimize true",
                        "restore true",
                        "beneath true",
                        "unmaximize true",
                        "back Bounds[x=60, y=80, width=400, height=300]",
                        "hide true",
                        "closed true",
                        "show true",
                        "shown true true",
                        "closed true",
                        "shown true true",
                        "unmaximize true",
                        "back Bounds[x=60, y=80, width=400, height=300]",
                        "hide true",
                        "closed true",
                        "show true",
                        "shown true false");
    }

    @Test
    void mouseAndKeys_reachTheWindowThatMayHaveThem() throws Exception { // WIN-36, WIN-26
        Path picture = PICTURES.resolve("two-windows.png");

        assertThat(linesOf("input", picture))
                .containsExactly(
                        "clicked 1",
                        "icon [32 x 24 ff00ff00 ff0000ff]",
                        "on top java.awt.Color[r=255,g=255,b=255]",
                        "not on top java.awt.Color[r=255,g=0,b=0]",
                        "closed true",
                        "focus true",
                        "focus true",
                        "clicked 3",
                        "others 0",
                        "closed true",
                        "children 0",
                        "clicked 1");
        assertThat(colors(picture)).isGreaterThan(20);
    }

    @Test
    void page_doesTheSameToItsOwnWindow_andMainHearsOfIt() throws Exception {
        Path picture = PICTURES.resolve("maximized.png");

        assertThat(linesOf("pages", picture))
                .containsExactly(
                        "updated by the page",
                        "title by the page",
                        "displaced 2",
                        "bounds Bounds[x=40, y=50, width=300, height=200] Bounds[x=40, y=50, width=300, height=200]",
                        "maximize true",
                        "hide true",
                        "hidden false");
        assertThat(colors(picture)).isGreaterThan(20);
    }

    @Test
    void blockedWindow_getsNeitherKeysNorClicks_whateverItsPageDoes() throws Exception { // WIN-26
        assertThat(linesOf("blocked", PICTURES.resolve("unused.png")))
                .containsExactly(
                        "text a",
                        "show true",
                        "focused false true",
                        "tampered true",
                        "typed 2 a",
                        "released 1 0",
                        "closed true",
                        "clicked true",
                        "text ac");
    }

    @Test
    void showInactive_leavesTheFocus_andBlur_putsBehind() throws Exception {
        assertThat(linesOf("order", PICTURES.resolve("unused.png")))
                .containsExactly(
                        "show true",
                        "seen 200 x 120",
                        "text a true",
                        "move true",
                        "red has the focus",
                        "focus true",
                        "above 200 x 120",
                        "below nothing true");
    }

    @Test
    void reload_leavesTheFocus_andWhatIsAbove_whereTheyAre() throws Exception {
        assertThat(linesOf("reloads", PICTURES.resolve("unused.png")))
                .containsExactly(
                        "seen 200 x 120",
                        "behind 100 x 120",
                        "text a",
                        "reloaded true",
                        "still behind 100 x 120",
                        "text ab true",
                        "reloaded true",
                        "with the focus true");
    }

    @Test // WIN-38
    void pageThatDoesNotLoad_hasAWindow_whichItsUserCanClose() throws Exception {
        assertThat(linesOf("failures", PICTURES.resolve("unused.png")))
                .containsExactly(
                        "did not load no licence, as the test wants",
                        "visible true focused true",
                        "closed true",
                        "did not load no licence, as the test wants",
                        "visible false",
                        "show true",
                        "did not load no licence, as the test wants",
                        "visible true focused true",
                        "did not load The page host 'swing' did not start: "
                                + "Can't connect to X11 window server using ':nowhere' as the value of the DISPLAY"
                                + " variable. Set DISPLAY to one that can be reached, or choose the host 'headless'",
                        "visible false");
    }

    @Test // WIN-19, WIN-27
    void windowOfAPageThatHangs_isClosedByItsUser() throws Exception {
        assertThat(linesOf("hang", PICTURES.resolve("unused.png")))
                .containsExactly("hangs true", "closed true", "told 1 unresponsive true");
    }

    @Test // WIN-26
    void modalWindow_thatIsAnIcon_isAWindowAgainWhenItsParentIsClicked_andSoIsItsOwn() throws Exception {
        assertThat(linesOf("icons", PICTURES.resolve("unused.png")))
                .containsExactly(
                        "minimize true", "minimize true", "focus true", "minimized false false", "clicked true");
    }

    @Test
    void size_hasALeastThatTheMouseAndMainCanGiveAWindow_andAMostThatItsMemoryIsEnoughFor() throws Exception {
        assertThat(linesOf("least", PICTURES.resolve("unused.png")))
                .containsExactly(
                        "least Bounds[x=60, y=40, width=280, height=220]",
                        "less Bounds[x=60, y=40, width=240, height=200]",
                        "asked Bounds[x=60, y=40, width=240, height=200]",
                        "told Bounds[x=60, y=40, width=240, height=200]",
                        "most Bounds[x=60, y=40, width=2048, height=1536]",
                        "told Bounds[x=60, y=40, width=2048, height=1536]",
                        "asked Bounds[x=60, y=40, width=2048, height=1536]",
                        "opened true",
                        "as the screen 1024 x 768",
                        "maximize true",
                        "beneath 500 x 400",
                        "unmaximize true",
                        "back Bounds[x=60, y=40, width=500, height=400]",
                        "centered Bounds[x=262, y=184, width=500, height=400]",
                        "show true",
                        "centered 320 x 240 true");
    }

    @Test
    void hiddenWindow_hasTheBoundsThatItWasGivenWhenItIsShown_andTheWindowManagersPlaceIfItWasGivenNone()
            throws Exception {
        assertThat(linesOf("unplaced", PICTURES.resolve("unused.png")))
                .filteredOn(line -> !line.matches("[a-z-]+ true")) // an event that was heard
                .containsExactly(
                        "sized 300 x 200 false",
                        "content 240 x 160 false",
                        "late 300 x 200 false",
                        "moved 240 x 160 300 200",
                        "large 240 x 160",
                        "again 240 x 160",
                        "shown 240 x 160",
                        "beneath 320 x 240",
                        "gone 300 x 200",
                        "saved 500 400",
                        "centered Bounds[x=362, y=284, width=300, height=200]",
                        "moved 240 x 160 300 200",
                        "put 240 x 160 200 100",
                        "again 260 x 180 200 100",
                        "reloaded 310 x 210 false",
                        "reloaded 240 x 160 false",
                        "maximized 240 x 160 200 100",
                        "unplaced 320 x 240 false",
                        "covered 320 x 240 200 100");
    }

    @Test
    void window_thatIsNotResizable_isNotMaximized_andMainKnowsThat() throws Exception {
        assertThat(linesOf("fixed", PICTURES.resolve("unused.png"))).containsExactly("maximized false");
    }

    @Test
    void scaledScreen_isSpokenOfInItsOwnUnits_andTheWindowHasTwiceAsManyPixels() throws Exception {
        Path picture = PICTURES.resolve("scaled.png");

        assertThat(linesOf("scaled", picture))
                .containsExactly(
                        "scale 2.0",
                        "content Size[width=200, height=120] 400 x 240",
                        "content 300 x 200 Size[width=150, height=100]",
                        "resize true",
                        "bounds Bounds[x=30, y=50, width=260, height=180]",
                        "twice true",
                        "edges left true right true",
                        "enter-full-screen true",
                        "full Bounds[x=0, y=0, width=512, height=384] 1024 x 768");
    }

    private List<String> linesOf(String what, Path picture) throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        List<String> errors = new CopyOnWriteArrayList<>();
        try (Desktop desktop = Desktop.managed()) {
            JvmCommand command = JvmCommand.builder(DesktopProgram.class.getName())
                    .role("desktop-program")
                    .flags("-Djava.awt.headless=false")
                    .flags("-Dcovalent.runtimeDir=" + System.getProperty("covalent.runtimeDir"))
                    .environment("DISPLAY", desktop.display())
                    .arguments(
                            userData.toString(), what, picture.toAbsolutePath().toString())
                    .build();
            try (ChildJvm program = ChildJvm.start(
                    command,
                    new byte[0],
                    (pid, stream, line) -> (stream == OutputSink.Stream.OUT ? lines : errors).add(line))) {
                int exitCode =
                        program.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS).exitCode();
                assertThat(exitCode).as("of what it said: %s %s", lines, errors).isZero();
            }
        }
        return lines;
    }

    /** Returns how many colours a picture has. */
    private static long colors(Path picture) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .distinct()
                .count();
    }
}
