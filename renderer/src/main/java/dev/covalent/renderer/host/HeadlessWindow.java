package dev.covalent.renderer.host;

import dev.covalent.common.Bounds;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.frame.WindowState;
import java.awt.Container;
import java.util.Optional;

/** A window in memory: it is what it is told to be, on a screen of 1920 by 1080 that nobody sees. Its frame is nothing. */
final class HeadlessWindow implements Backing {
    private static final Bounds SCREEN = new Bounds(0, 0, 1920, 1080);

    private volatile WindowState state; // a page may ask for its title anywhere

    /** Where it is when it is nothing else. */
    private Bounds normal;

    private int minimumWidth;
    private int minimumHeight;

    HeadlessWindow(String title, WindowSetup setup) {
        WindowState wanted = setup.state();
        minimumWidth = setup.minimumWidth();
        minimumHeight = setup.minimumHeight();
        normal = setup.placed() ? wanted.bounds() : centred(wanted.bounds());
        state = wanted.titled(title).with(false, wanted.minimized(), wanted.maximized(), wanted.fullScreen());
        settle();
    }

    @Override
    public void apply(WindowCommand command) {
        if (command instanceof WindowCommand.Resize resize && resize.measure() == WindowCommand.Measure.MINIMUM) {
            minimumWidth = resize.width();
            minimumHeight = resize.height();
        }
        Bounds before = normal;
        state = state.moved(normal).after(command);
        normal = state.bounds();
        if (command instanceof WindowCommand.Resize resize && resize.measure() == WindowCommand.Measure.CONTENT) {
            normal = before.sized(resize.width(), resize.height());
        }
        if (command instanceof WindowCommand.Act act && act.action() == WindowCommand.Action.CENTER) {
            normal = centred(normal);
        }
        settle();
    }

    @Override
    public void loaded(WindowState wanted) {
        state = state.with(wanted.visible(), wanted.minimized(), wanted.maximized(), wanted.fullScreen());
        settle();
    }

    private void settle() {
        normal = normal.sized(Math.max(normal.width(), minimumWidth), Math.max(normal.height(), minimumHeight));
        Bounds bounds = state.maximized() || state.fullScreen() ? SCREEN : normal;
        state = state.moved(bounds).content(bounds.width(), bounds.height());
    }

    private static Bounds centred(Bounds bounds) {
        return bounds.at((SCREEN.width() - bounds.width()) / 2, (SCREEN.height() - bounds.height()) / 2);
    }

    @Override
    public WindowState state() {
        return state;
    }

    @Override
    public void whenSettled(Runnable task) {
        task.run();
    }

    @Override
    public boolean isHeadless() {
        return true;
    }

    @Override
    public Optional<Container> contentPane() {
        return Optional.empty();
    }

    @Override
    public void dispose() {
        // nobody sees it
    }
}
