package dev.covalent.renderer.host;

import dev.covalent.common.Bounds;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowCommand.Action;
import dev.covalent.common.frame.WindowCommand.Trait;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.frame.WindowState;
import dev.covalent.renderer.PageWindow;
import java.awt.Container;
import java.util.Optional;

/** The window of a page: done with as the page or main says, and told of. Confined to the host's loop. */
final class HostedWindow implements PageWindow {
    private final int id;
    private final EventLoop loop;
    private final Backing backing;
    private final PageHost.WindowEvents events;

    /** The last command of main's whose effect the window had from the beginning. */
    private final long known;

    /** The last command of main's whose effect is in what is told. */
    private long settled;

    /** Before, nothing is told: what the page does to its window is how it is at first. */
    private boolean loaded;

    /** What it is to be when the page has loaded. */
    private WindowState wanted;

    HostedWindow(int id, EventLoop loop, Backing backing, PageHost.WindowEvents events, WindowSetup setup) {
        this.id = id;
        this.loop = loop;
        this.backing = backing;
        this.events = events;
        this.known = setup.number();
        this.settled = known;
        this.wanted = setup.state();
    }

    /** Does what main says, unless the window was made so: what main has said while the process started comes all the same. */
    void apply(long number, WindowCommand command) {
        if (number <= known && isState(command)) {
            return;
        }
        try {
            perform(command);
        } finally {
            backing.whenSettled(() -> {
                settled = Math.max(settled, number);
                changed();
            });
        }
    }

    private static boolean isState(WindowCommand command) {
        return !(command instanceof WindowCommand.Act act)
                || (act.action() != Action.FOCUS && act.action() != Action.BLUR && act.action() != Action.CENTER);
    }

    private void perform(WindowCommand command) {
        if (!loaded) {
            wanted = wanted.after(command);
        }
        backing.apply(command);
    }

    void loaded() {
        backing.loaded(wanted);
        loaded = true;
        changed();
    }

    /** Tells what the window is like, because that may have changed. */
    void changed() {
        if (loaded) {
            events.changed(settled, backing.state());
        }
    }

    void dispose() {
        backing.dispose();
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String title() {
        return backing.state().title();
    }

    @Override
    public boolean isHeadless() {
        return backing.isHeadless();
    }

    @Override
    public Optional<Container> contentPane() {
        return backing.contentPane();
    }

    @Override
    public void title(String value) {
        apply(new WindowCommand.Entitle(value));
    }

    @Override
    public void show() {
        apply(Action.SHOW);
    }

    @Override
    public void hide() {
        apply(Action.HIDE);
    }

    @Override
    public void focus() {
        apply(Action.FOCUS);
    }

    @Override
    public void minimize() {
        apply(Action.MINIMIZE);
    }

    @Override
    public void restore() {
        apply(Action.RESTORE);
    }

    @Override
    public void maximize() {
        apply(Action.MAXIMIZE);
    }

    @Override
    public void unmaximize() {
        apply(Action.UNMAXIMIZE);
    }

    @Override
    public void center() {
        apply(Action.CENTER);
    }

    @Override
    public void fullScreen(boolean on) {
        apply(new WindowCommand.Turn(Trait.FULL_SCREEN, on));
    }

    @Override
    public void alwaysOnTop(boolean on) {
        apply(new WindowCommand.Turn(Trait.ALWAYS_ON_TOP, on));
    }

    @Override
    public void bounds(Bounds value) {
        apply(new WindowCommand.Place(value));
    }

    @Override
    public Bounds bounds() {
        return state().bounds();
    }

    @Override
    public boolean isVisible() {
        return state().visible();
    }

    @Override
    public boolean isMinimized() {
        return state().minimized();
    }

    @Override
    public boolean isMaximized() {
        return state().maximized();
    }

    @Override
    public boolean isFullScreen() {
        return state().fullScreen();
    }

    @Override
    public void close() {
        events.closeRequested();
    }

    private void apply(Action action) {
        apply(new WindowCommand.Act(action));
    }

    private void apply(WindowCommand command) {
        checkTurn();
        perform(command);
        changed();
        backing.whenSettled(this::changed);
    }

    private WindowState state() {
        checkTurn();
        return backing.state();
    }

    private void checkTurn() {
        if (!loop.inTurn()) {
            throw new IllegalStateException("A page's window belongs to the renderer's event loop, and "
                    + Thread.currentThread().getName() + " is not it");
        }
    }
}
