package dev.covalent.renderer.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.Desktop;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real window on a real X server, which this test starts for itself; skipped where there is no Xvfb. */
@Timeout(60)
final class SwingHostIT {
    private @Nullable Process started;

    @AfterEach
    void stopProgram() {
        if (started != null) {
            started.destroyForcibly();
        }
    }

    @Test
    void window_withADisplay_isRealAndTellsOfItsFocusAndThatItIsToClose() throws Exception {
        try (Desktop desktop = Desktop.bare()) {
            run(desktop);
        }
    }

    @Test // as in HeadlessWindowTest
    void page_doesThingsToItsWindowAsItLoads_andTheyStayDone() throws Exception {
        try (Desktop desktop = Desktop.managed()) {
            assertThat(linesOf(LoadingMain.class, desktop)).containsExactlyElementsOf(LoadingMain.expected());
        }
    }

    @Test // WIN-19
    void closeRequest_thatAHeldUpPageDoesNotComeTo_isToldOnce() throws Exception {
        try (Desktop desktop = Desktop.bare()) {
            assertThat(linesOf(HeldUpMain.class, desktop))
                    .containsExactly("the toolkit's queue: [0, 1, 0, 0, 1]", "the page's queue: [0, 1, 0, 0, 1]");
        }
    }

    @Test
    void frame_thatIsElsewhereBeforeItHasBeenPutSomewhere_isPutThereAgain() throws Exception {
        String there = "java.awt.Rectangle[x=200,y=150,width=300,height=200]";
        try (Desktop desktop = Desktop.bare()) {
            assertThat(linesOf(DisplacedMain.class, desktop))
                    .containsExactly("displaced true", "known [" + there + "], settled " + there);
        }
    }

    private void run(Desktop desktop) throws Exception {
        assertThat(linesOf(WindowMain.class, desktop))
                .containsExactly(
                        "look FlatLaf - FlatLaf Light, headless false, id 7",
                        "showing true, title A page",
                        "content 320 x 240",
                        "told focus true",
                        "clicked true",
                        "told focus false",
                        "told close",
                        "displayable false");
    }

    private List<String> linesOf(Class<?> main, Desktop desktop) throws Exception {
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=false",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        program.environment().put("DISPLAY", desktop.display());
        Process window = program.redirectErrorStream(true).start();
        started = window;

        List<String> lines = reader(window).lines().toList();

        assertThat(window.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(window.exitValue()).as("of what it said: %s", lines).isZero();
        return lines;
    }

    private static BufferedReader reader(Process process) {
        return process.inputReader(StandardCharsets.UTF_8);
    }
}
