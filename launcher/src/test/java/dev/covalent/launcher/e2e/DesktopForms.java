package dev.covalent.launcher.e2e;

import static dev.covalent.launcher.e2e.DesktopProgram.becomes;
import static dev.covalent.launcher.e2e.DesktopProgram.frame;
import static dev.covalent.launcher.e2e.DesktopProgram.heard;
import static dev.covalent.launcher.e2e.DesktopProgram.heardAtLast;
import static dev.covalent.launcher.e2e.DesktopProgram.say;
import static dev.covalent.launcher.e2e.DesktopProgram.seen;

import dev.covalent.common.Bounds;
import dev.covalent.common.EventType;
import dev.covalent.main.BrowserWindow;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A window that is maximised and covers the screen, by main and by its user, and says where it is afterwards. */
final class DesktopForms {
    private static final Bounds THERE = new Bounds(60, 80, 400, 300);
    private static final String SIZE = "400 x 300";
    private static final List<EventType<BrowserWindow>> FORMS = List.of(
            BrowserWindow.MAXIMIZE,
            BrowserWindow.UNMAXIMIZE,
            BrowserWindow.ENTER_FULL_SCREEN,
            BrowserWindow.LEAVE_FULL_SCREEN);

    private final DesktopProgram program;
    private final Robot robot;

    DesktopForms(DesktopProgram program, Robot robot) {
        this.program = program;
        this.robot = robot;
    }

    void run() throws Exception {
        BrowserWindow window = openThere();
        for (int round = 0; round < 2; round++) {
            maximizedByItsUser(window);
        }
        coveringWhenMaximized(window);
        coveringTwice(window);
        covering(window);
        coveringAsAnIcon(window);
    }

    private BrowserWindow openThere() throws Exception {
        BrowserWindow window = program.open(DesktopProgram.options().position(60, 80));
        window.setBounds(THERE);
        becomes(THERE, () -> frame(window));
        return window;
    }

    private void maximizedByItsUser(BrowserWindow window) throws Exception {
        heardAtLast(window, BrowserWindow.MAXIMIZE, () -> doubleClickTitle(window));
        becomes(true, () -> isWide(window));
        reload(window);
        becomes(true, () -> isWide(window));
        heardAtLast(window, BrowserWindow.UNMAXIMIZE, () -> doubleClickTitle(window));
        say("by its user", becomes(SIZE, () -> size(window)), becomes(THERE, window::getNormalBounds));
    }

    private static void coveringWhenMaximized(BrowserWindow window) throws Exception {
        heard(window, BrowserWindow.MAXIMIZE, window::maximize);
        becomes(true, () -> isWide(window));
        List<String> told = new CopyOnWriteArrayList<>();
        FORMS.forEach(event -> window.on(event, same -> told.add(event.name())));
        heard(window, BrowserWindow.ENTER_FULL_SCREEN, () -> window.setFullScreen(true));
        say("full", window.isMaximized(), becomes(THERE, window::getNormalBounds));
        heard(window, BrowserWindow.LEAVE_FULL_SCREEN, () -> window.setFullScreen(false));
        say(
                "large",
                becomes(true, () -> isWide(window)),
                window.isMaximized(),
                becomes(THERE, window::getNormalBounds));
        say("told", told);
        reload(window);
        becomes(true, () -> isWide(window));
        heard(window, BrowserWindow.UNMAXIMIZE, window::unmaximize);
        say("reloaded", becomes(SIZE, () -> size(window)), becomes(THERE, window::getNormalBounds));
    }

    private static void coveringTwice(BrowserWindow window) throws Exception {
        heard(window, BrowserWindow.ENTER_FULL_SCREEN, () -> window.setFullScreen(true));
        window.setFullScreen(false);
        window.setFullScreen(true);
        heard(window, BrowserWindow.LEAVE_FULL_SCREEN, () -> window.setFullScreen(false));
        say("toggled", becomes(SIZE, () -> size(window)), becomes(THERE, window::getNormalBounds));
        heard(window, BrowserWindow.ENTER_FULL_SCREEN, () -> window.setFullScreen(true));
        heard(window, BrowserWindow.HIDE, window::hide);
        heard(window, BrowserWindow.SHOW, window::show);
        heard(window, BrowserWindow.LEAVE_FULL_SCREEN, () -> window.setFullScreen(false));
        say("hidden between", becomes(SIZE, () -> size(window)), becomes(THERE, window::getNormalBounds));
    }

    private static boolean isWide(BrowserWindow window) {
        Bounds at = frame(window);
        return at.x() <= 0 && at.width() >= 1024;
    }

    private static String size(BrowserWindow window) {
        return frame(window).width() + " x " + frame(window).height();
    }

    /** As its user has the window manager do it, of which the toolkit knows nothing but the bounds. */
    private void covering(BrowserWindow window) throws Exception {
        program.windowManagerIsDone(); // who is else not told from its user
        heard(window, BrowserWindow.RESIZE, () -> window.webContents().send("cover"));
        say("covering", becomes(true, () -> window.getBounds().width() >= 1024), window.getNormalBounds());
        reload(window);
        say("reloaded", becomes(SIZE, () -> size(window)), becomes(THERE, window::getNormalBounds));
    }

    private static void coveringAsAnIcon(BrowserWindow window) throws Exception {
        heard(window, BrowserWindow.MINIMIZE, window::minimize);
        heard(window, BrowserWindow.ENTER_FULL_SCREEN, () -> window.setFullScreen(true));
        say("icon", becomes(false, () -> seen(window).minimized()), becomes(false, window::isMinimized));
    }

    /** What is asked for last is what it is, also where the window manager has not answered to what was asked before. */
    void contradicted() throws Exception {
        BrowserWindow window = openThere();
        atOnce(window, "minimized restored");
        program.windowManagerIsDone();
        say("restored", becomes(true, () -> program.isPressed(window)));
        heard(window, BrowserWindow.MAXIMIZE, () -> atOnce(window, "minimized restored maximized"));
        program.windowManagerIsDone();
        say("maximized", becomes(true, () -> isWide(window) && !seen(window).minimized()));
        unmaximized(window);
        atOnce(window, "minimized");
        window.setFullScreen(true);
        program.windowManagerIsDone();
        say("full", becomes(false, () -> seen(window).minimized()));
        heard(window, BrowserWindow.LEAVE_FULL_SCREEN, () -> window.setFullScreen(false));
        say("back", becomes(THERE, () -> frame(window)));
        heard(window, BrowserWindow.MINIMIZE, window::minimize);
        program.windowManagerIsDone();
        atOnce(window, "restored minimized");
        program.windowManagerIsDone();
        say("icon", becomes(true, () -> seen(window).minimized()), becomes(true, window::isMinimized));
    }

    /** The toolkit has the window manager toggle it: nothing is asked for twice, or too early. */
    void toggled() throws Exception {
        BrowserWindow window = openThere();
        heard(window, BrowserWindow.MAXIMIZE, () -> atOnce(window, "maximized maximized"));
        program.windowManagerIsDone();
        say("twice", becomes(true, () -> isWide(window)));
        unmaximized(window);
        atOnce(window, "maximized unmaximized");
        program.windowManagerIsDone();
        say("neither", becomes(THERE, () -> frame(window)));
        sized(window);
        heard(window, BrowserWindow.MINIMIZE, () -> atOnce(window, "maximized minimized"));
        becomes(true, () -> seen(window).minimized());
        heard(window, BrowserWindow.RESTORE, window::restore);
        say("beneath", becomes(true, () -> isWide(window)));
        unmaximized(window);
        heard(window, BrowserWindow.HIDE, () -> atOnce(window, "maximized hidden"));
        program.windowManagerIsDone();
        heard(window, BrowserWindow.SHOW, window::show);
        say("shown", becomes(true, () -> isWide(window)), becomes(true, window::isMaximized));
        atOnce(window, "hidden shown");
        program.windowManagerIsDone();
        say("shown", becomes(true, () -> isWide(window)), becomes(true, window::isMaximized));
        unmaximized(window);
        heard(window, BrowserWindow.HIDE, () -> atOnce(window, "minimized hidden"));
        program.windowManagerIsDone();
        heard(window, BrowserWindow.SHOW, window::show);
        say("shown", becomes(true, () -> program.isPressed(window)), becomes(false, window::isMinimized));
    }

    /** The toolkit changes what a frame says of its bounds while it is given others. */
    private void sized(BrowserWindow window) throws Exception {
        atOnce(window, "maximized small");
        program.windowManagerIsDone();
        say("small", becomes(new Bounds(200, 150, 300, 200), () -> frame(window)), becomes(false, window::isMaximized));
        atOnce(window, "maximized centered");
        program.windowManagerIsDone();
        say(
                "centered",
                becomes(new Bounds(362, 284, 300, 200), () -> frame(window)),
                becomes(false, window::isMaximized));
        window.maximize();
        window.setContentSize(240, 160);
        program.windowManagerIsDone();
        say("content", becomes("240 x 160", () -> seen(window).content()), becomes(false, window::isMaximized));
        heard(window, BrowserWindow.RESIZE, () -> window.setBounds(THERE));
    }

    private static void unmaximized(BrowserWindow window) throws Exception {
        heard(window, BrowserWindow.UNMAXIMIZE, window::unmaximize);
        say("back", becomes(THERE, () -> frame(window)));
    }

    /** Has the page do that in one turn. */
    private static void atOnce(BrowserWindow window, String states) {
        window.webContents().send("at once", states);
    }

    void icons() throws Exception {
        BrowserWindow window = program.open(DesktopProgram.options().position(60, 40));
        BrowserWindow modal =
                program.open(DesktopProgram.options().parent(window).modal(true).position(500, 40));
        BrowserWindow its =
                program.open(DesktopProgram.options().parent(modal).modal(true).position(500, 400));
        becomes(true, its::isFocused);
        BrowserWindow other = program.open(
                DesktopProgram.options().position(60, 400)); // else their parent would get the focus at once
        becomes(true, other::isFocused);
        heard(its, BrowserWindow.MINIMIZE, its::minimize);
        heard(modal, BrowserWindow.MINIMIZE, modal::minimize);
        heard(its, BrowserWindow.FOCUS, () -> program.press(window));
        say("minimized", becomes(false, modal::isMinimized), becomes(false, its::isMinimized));
        say("clicked", becomes(true, () -> program.isPressed(its)));
    }

    private static void reload(BrowserWindow window) throws InterruptedException {
        window.reload();
        becomes(false, () -> window.webContents().isLoading());
        becomes(true, window::isVisible);
    }

    /** The window manager maximises a window so, or no longer. */
    private void doubleClickTitle(BrowserWindow window) {
        List<Integer> button = DesktopProgram.button(window);
        robot.mouseMove(button.get(0), frame(window).y() + 10);
        for (int click = 0; click < 2; click++) {
            robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
            robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        }
    }
}
