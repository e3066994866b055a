package dev.covalent.launcher.e2e;

import static dev.covalent.launcher.e2e.DesktopProgram.becomes;
import static dev.covalent.launcher.e2e.DesktopProgram.frame;
import static dev.covalent.launcher.e2e.DesktopProgram.heard;
import static dev.covalent.launcher.e2e.DesktopProgram.options;
import static dev.covalent.launcher.e2e.DesktopProgram.say;
import static dev.covalent.launcher.e2e.DesktopProgram.seen;

import dev.covalent.common.Bounds;
import dev.covalent.main.BrowserWindow;
import java.util.concurrent.atomic.AtomicInteger;

/** Windows that are given their bounds before they are shown: they have them then, whatever the toolkit took for their frame. */
final class DesktopFirst {
    private final DesktopProgram program;

    DesktopFirst(DesktopProgram program) {
        this.program = program;
    }

    void run() throws Exception {
        BrowserWindow corner = program.open(options().position(0, 0));
        becomes(true, corner::isFocused);
        unplaced(corner);
        placed();
        reloaded(corner);
        maximized(corner);
        covering();
    }

    /** The window manager has room for them beside the window in the corner. */
    private void unplaced(BrowserWindow corner) throws Exception {
        BrowserWindow sized = hidden();
        sized.setSize(300, 200);
        show(sized);
        say("sized", size(sized), becomes(false, () -> overlap(sized, corner)));
        BrowserWindow content = hidden();
        content.setContentSize(240, 160);
        show(content);
        say("content", seen(content).content(), becomes(false, () -> overlap(content, corner)));
        BrowserWindow late = hidden();
        late.show();
        late.setSize(300, 200);
        program.windowManagerIsDone();
        say("late", becomes("300 x 200", () -> size(late)), becomes(false, () -> overlap(late, corner)));
        close(sized, content, late);
        late();
    }

    /** What follows before the window manager has answered. */
    private void late() throws Exception {
        BrowserWindow moved = hidden();
        moved.show();
        moved.setContentSize(240, 160);
        moved.setPosition(300, 200);
        program.windowManagerIsDone();
        say("moved", becomes("240 x 160", () -> seen(moved).content()), becomes("300 200", () -> corner(moved)));
        BrowserWindow large = hidden();
        large.show();
        large.setContentSize(240, 160);
        heard(large, BrowserWindow.MAXIMIZE, large::maximize);
        heard(large, BrowserWindow.UNMAXIMIZE, large::unmaximize);
        say("large", becomes("240 x 160", () -> seen(large).content()));
        BrowserWindow again = hidden();
        heard(again, BrowserWindow.MAXIMIZE, again::maximize);
        heard(again, BrowserWindow.UNMAXIMIZE, () -> {
            again.once(BrowserWindow.UNMAXIMIZE, window -> window.setContentSize(240, 160));
            again.unmaximize();
        });
        say("again", becomes("240 x 160", () -> seen(again).content()));
        heard(again, BrowserWindow.HIDE, again::hide);
        program.windowManagerIsDone();
        heard(again, BrowserWindow.SHOW, again::show);
        say("shown", becomes("240 x 160", () -> seen(again).content()));
        BrowserWindow beneath = hidden();
        heard(beneath, BrowserWindow.MAXIMIZE, beneath::maximize);
        heard(beneath, BrowserWindow.HIDE, beneath::hide);
        beneath.unmaximize();
        show(beneath);
        say("beneath", seen(beneath).content());
        BrowserWindow gone = hidden();
        gone.show();
        gone.setSize(300, 200);
        gone.hide();
        program.windowManagerIsDone();
        reload(gone);
        show(gone);
        say("gone", size(gone));
        BrowserWindow sliding = program.open(options().position(300, 100).show(false));
        sliding.show();
        AtomicInteger at = new AtomicInteger(300);
        say("slides", becomes(true, () -> {
            sliding.setPosition(at.incrementAndGet(), 100);
            return frame(sliding).x() > 300;
        }));
        BrowserWindow saved = hidden();
        saved.setSize(500, 400);
        heard(saved, BrowserWindow.MAXIMIZE, saved::maximize);
        program.windowManagerIsDone();
        say("saved", saved.getNormalBounds().width(), saved.getNormalBounds().height());
        close(moved, large, again, beneath, gone, sliding, saved);
    }

    private void placed() throws Exception {
        BrowserWindow centered = hidden();
        centered.setSize(300, 200);
        centered.center();
        show(centered);
        say("centered", frame(centered));
        BrowserWindow moved = hidden();
        moved.setContentSize(240, 160);
        moved.setPosition(300, 200);
        show(moved);
        say("moved", seen(moved).content(), corner(moved));
        BrowserWindow put = hidden();
        put.setBounds(new Bounds(200, 100, 300, 200));
        put.setContentSize(240, 160);
        program.windowManagerIsDone(); // which takes longer than what was asked is insisted on
        show(put);
        say("put", seen(put).content(), corner(put));
        put.setContentSize(260, 180);
        say("again", becomes("260 x 180", () -> seen(put).content()), becomes("200 100", () -> corner(put)));
        close(centered, moved, put);
    }

    private void reloaded(BrowserWindow corner) throws Exception {
        BrowserWindow sized = hidden();
        heard(sized, BrowserWindow.RESIZE, () -> sized.setSize(310, 210));
        reload(sized);
        show(sized);
        say("reloaded", size(sized), becomes(false, () -> overlap(sized, corner)));
        BrowserWindow content = hidden();
        heard(content, BrowserWindow.RESIZE, () -> content.setContentSize(240, 160));
        reload(content);
        show(content);
        say("reloaded", seen(content).content(), becomes(false, () -> overlap(content, corner)));
        close(sized, content);
    }

    private void maximized(BrowserWindow corner) throws Exception {
        BrowserWindow window = hidden();
        window.setContentSize(240, 160);
        window.setPosition(200, 100);
        heard(window, BrowserWindow.MAXIMIZE, window::maximize);
        becomes(true, () -> frame(window).width() >= 1024);
        heard(window, BrowserWindow.UNMAXIMIZE, window::unmaximize);
        say("maximized", becomes("240 x 160", () -> seen(window).content()), becomes("200 100", () -> corner(window)));
        BrowserWindow unplaced = hidden();
        heard(unplaced, BrowserWindow.MAXIMIZE, unplaced::maximize);
        becomes(true, () -> frame(unplaced).width() >= 1024);
        heard(unplaced, BrowserWindow.UNMAXIMIZE, unplaced::unmaximize);
        say(
                "unplaced",
                becomes("320 x 240", () -> seen(unplaced).content()),
                becomes(false, () -> overlap(unplaced, corner)));
        close(window, unplaced);
    }

    private void covering() throws Exception {
        BrowserWindow window = hidden();
        window.setPosition(200, 100);
        window.setFullScreen(true);
        show(window);
        becomes("1024 x 768", () -> seen(window).content());
        heard(window, BrowserWindow.LEAVE_FULL_SCREEN, () -> window.setFullScreen(false));
        say("covered", becomes("320 x 240", () -> seen(window).content()), becomes("200 100", () -> corner(window)));
        close(window);
    }

    private BrowserWindow hidden() throws InterruptedException {
        return program.open(options().show(false));
    }

    private void show(BrowserWindow window) throws Exception {
        heard(window, BrowserWindow.SHOW, window::show);
        program.windowManagerIsDone();
    }

    private static void reload(BrowserWindow window) throws InterruptedException {
        window.reload();
        becomes(false, () -> window.webContents().isLoading());
    }

    private static void close(BrowserWindow... windows) throws Exception {
        for (BrowserWindow window : windows) {
            heard(window, BrowserWindow.CLOSED, window::close);
        }
    }

    private static String size(BrowserWindow window) {
        return frame(window).width() + " x " + frame(window).height();
    }

    private static String corner(BrowserWindow window) {
        return frame(window).x() + " " + frame(window).y();
    }

    private static boolean overlap(BrowserWindow window, BrowserWindow other) {
        Bounds one = frame(window);
        Bounds two = frame(other);
        return one.x() < two.x() + two.width()
                && two.x() < one.x() + one.width()
                && one.y() < two.y() + two.height()
                && two.y() < one.y() + one.height();
    }
}
