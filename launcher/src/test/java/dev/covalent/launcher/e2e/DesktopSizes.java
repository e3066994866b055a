package dev.covalent.launcher.e2e;

import static dev.covalent.launcher.e2e.DesktopProgram.becomes;
import static dev.covalent.launcher.e2e.DesktopProgram.frame;
import static dev.covalent.launcher.e2e.DesktopProgram.heard;
import static dev.covalent.launcher.e2e.DesktopProgram.say;
import static dev.covalent.launcher.e2e.DesktopProgram.seen;

import dev.covalent.common.Bounds;
import dev.covalent.main.BrowserWindow;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;

/** A window that is made as small and as large as can be, fixed. */
final class DesktopSizes {
    private final DesktopProgram program;
    private final Robot robot;

    DesktopSizes(DesktopProgram program, Robot robot) {
        this.program = program;
        this.robot = robot;
    }

    /** The window manager lets a window be resized by the right button of the mouse and Alt. */
    void least() throws Exception {
        BrowserWindow window =
                program.open(DesktopProgram.options().position(60, 40).minimumSize(280, 220));
        say("least", becomes(new Bounds(60, 40, 280, 220), () -> boundsAfterDragging(window)));
        window.setMinimumSize(240, 200);
        say("less", becomes(new Bounds(60, 40, 240, 200), () -> boundsAfterDragging(window)));
        window.setSize(100, 100);
        say("asked", becomes(new Bounds(60, 40, 240, 200), () -> frame(window)));
        say("told", becomes(new Bounds(60, 40, 240, 200), window::getBounds));
        window.setSize(Bounds.MAX, Bounds.MAX); // what the renderer has no memory for
        say("most", becomes(new Bounds(60, 40, 2048, 1536), () -> frame(window)));
        say("told", becomes(new Bounds(60, 40, 2048, 1536), window::getBounds));
        window.setMinimumSize(Bounds.MAX, Bounds.MAX);
        window.setSize(240, 200);
        say("asked", becomes(new Bounds(60, 40, 2048, 1536), () -> frame(window)));
        BrowserWindow huge = program.open(DesktopProgram.options().size(Bounds.MAX, Bounds.MAX));
        say("opened", frame(huge).width() <= 2048 && frame(huge).height() <= 1536);
        BrowserWindow large = program.open(DesktopProgram.options().position(60, 40));
        large.setMinimumSize(1024, 768);
        say("as the screen", becomes("1024 x 768", () -> normalSize(large)));
        leastBeneath(program.open(DesktopProgram.options().position(60, 40)));
        maximizedAtOnce(program.open(DesktopProgram.options().show(false)));
    }

    private static void leastBeneath(BrowserWindow window) throws Exception {
        heard(window, BrowserWindow.MAXIMIZE, window::maximize);
        window.setMinimumSize(500, 400);
        say("beneath", becomes("500 x 400", () -> normalSize(window)));
        heard(window, BrowserWindow.UNMAXIMIZE, window::unmaximize);
        say("back", becomes(new Bounds(60, 40, 500, 400), () -> frame(window)));
        window.center();
        say("centered", becomes(new Bounds(262, 184, 500, 400), () -> frame(window)));
    }

    /** Nobody knows where it would be. */
    private static void maximizedAtOnce(BrowserWindow window) throws Exception {
        heard(window, BrowserWindow.SHOW, window::maximize);
        becomes(true, () -> frame(window).width() >= 1024);
        window.center();
        say("centered", becomes("320 x 240", () -> seen(window).content()), becomes(true, () -> isInTheMiddle(window)));
    }

    private static boolean isInTheMiddle(BrowserWindow window) {
        Bounds at = frame(window);
        return at.x() == 512 - at.width() / 2 && at.y() == 384 - at.height() / 2;
    }

    private static String normalSize(BrowserWindow window) {
        return window.getNormalBounds().width() + " x "
                + window.getNormalBounds().height();
    }

    /** Window managers refuse to maximise one that is not resizable, and the toolkit does not notice. */
    void fixed() throws Exception {
        BrowserWindow window =
                program.open(DesktopProgram.options().position(60, 40).resizable(false));
        window.maximize();
        say("maximized", becomes(false, window::isMaximized));
    }

    /** Drags the lower right corner far into the window; what was meant to come before may not have come to the desktop yet. */
    private Bounds boundsAfterDragging(BrowserWindow window) {
        Bounds at = window.getBounds();
        int x = at.x() + at.width() - 20;
        int y = at.y() + at.height() - 20;
        robot.mouseMove(x, y);
        robot.keyPress(KeyEvent.VK_ALT);
        robot.mousePress(InputEvent.BUTTON3_DOWN_MASK);
        robot.mouseMove(x - 150, y - 150);
        robot.mouseMove(x - 300, y - 300);
        robot.mouseRelease(InputEvent.BUTTON3_DOWN_MASK);
        robot.keyRelease(KeyEvent.VK_ALT);
        return window.getBounds();
    }
}
