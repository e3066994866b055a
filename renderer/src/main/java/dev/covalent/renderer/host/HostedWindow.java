package dev.covalent.renderer.host;

import dev.covalent.common.Bounds;
import dev.covalent.common.WindowTitle;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowCommand.Action;
import dev.covalent.common.frame.WindowCommand.Trait;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.frame.WindowSetup.Standing;
import dev.covalent.common.frame.WindowState;
import dev.covalent.renderer.HostWindow;
import dev.covalent.renderer.PageHost;
import dev.covalent.renderer.PageWindow;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** The window of a page: done with as the page or main says, and told of. Confined to the host's loop. */
final class HostedWindow implements PageWindow {
    private final int id;
    private final EventLoop loop;
    private final HostWindow window;
    private final HostListener listener;
    private final WindowEvents events;

    /** The last command of main's whose effect the window had from the beginning. */
    private final long known;

    /** The last command of main's whose effect is in what is told. */
    private long settled;

    /** Before, nothing is told: what the page does to its window is how it is at first. */
    private boolean loaded;

    /** Where it was last, or is to be, when it is neither an icon nor maximised nor in full screen. */
    private Bounds normal;

    /** What it is to be when the page has loaded. */
    private WindowState wanted;

    /** Where it is to stand when it is shown because the page has loaded, unless it was told to come to the front. */
    private Standing standing;

    /** The last title that a window can have. */
    private volatile String title;

    private HostedWindow(
            int id,
            String title,
            EventLoop loop,
            HostWindow window,
            HostListener listener,
            WindowEvents events,
            WindowSetup setup) {
        this.id = id;
        this.title = title;
        this.loop = loop;
        this.window = window;
        this.listener = listener;
        this.events = events;
        this.known = setup.number();
        this.settled = known;
        this.normal = setup.state().bounds();
        this.wanted = setup.state();
        this.standing = setup.standing();
    }

    /** Has the host make a window; in the loop's turn. */
    static HostedWindow open(
            int id, String title, PageHost host, EventLoop loop, WindowEvents events, WindowSetup setup) {
        HostListener listener = new HostListener(loop, events);
        HostWindow window = Objects.requireNonNull(
                host.newWindow(setup(id, title, setup), listener),
                () -> host.getClass().getName() + " has made no window");
        HostedWindow made = new HostedWindow(id, title, loop, window, listener, events, setup);
        try {
            if (!setup.enabled()) {
                made.enable(false);
            }
            if (setup.state().fullScreen()) {
                window.fullScreen(true);
            }
        } catch (RuntimeException | Error failed) {
            window.dispose();
            throw failed;
        }
        listener.onChanged(made::changed);
        return made;
    }

    private static HostWindow.Setup setup(int id, String title, WindowSetup setup) {
        WindowState state = setup.state();
        Bounds bounds = state.bounds();
        return new HostWindow.Setup(
                id,
                title,
                setup.contentSized() ? bounds.sized(state.contentWidth(), state.contentHeight()) : bounds,
                setup.placed(),
                setup.contentSized(),
                setup.minimumWidth(),
                setup.minimumHeight(),
                state.resizable(),
                state.alwaysOnTop(),
                Optional.ofNullable(setup.icon()).map(Path::of));
    }

    /** Does what main says, unless the window was made so: what main has said while the process started comes all the same. */
    void apply(long number, WindowCommand command) {
        if (number <= known && isState(command)) {
            return;
        }
        try {
            perform(command);
        } finally {
            window.whenSettled(() -> {
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
        if (command instanceof WindowCommand.Act act) {
            perform(act.action());
        } else if (command instanceof WindowCommand.Turn turn) {
            turn(turn.trait(), turn.on());
        } else if (command instanceof WindowCommand.Place place) {
            window.bounds(place.bounds());
        } else if (command instanceof WindowCommand.Move move) {
            window.position(move.x(), move.y());
        } else if (command instanceof WindowCommand.Resize resize) {
            resize(resize.measure(), resize.width(), resize.height());
        } else if (command instanceof WindowCommand.Entitle entitle) {
            window.title(entitle.title());
        }
        learnNormal(now());
    }

    private void learnNormal(WindowState now) {
        normal = window.normalBounds().orElse(now.isNormal() ? now.bounds() : normal);
    }

    private void perform(Action action) {
        switch (action) {
            case SHOW -> {
                standing = Standing.FOCUSED;
                show(true);
            }
            case SHOW_INACTIVE -> show(false);
            case HIDE -> window.hide();
            case FOCUS -> {
                standing = Standing.FOCUSED;
                window.focus();
            }
            case BLUR -> window.blur();
            case MINIMIZE -> window.minimize();
            case RESTORE -> window.restore();
            case MAXIMIZE -> {
                window.maximize();
                if (!window.isVisible()) {
                    window.show(false);
                }
            }
            case UNMAXIMIZE -> window.unmaximize();
            case CENTER -> window.center();
        }
    }

    private void show(boolean active) {
        if (window.isMinimized()) {
            window.restore();
        }
        window.show(active);
    }

    private void turn(Trait trait, boolean on) {
        switch (trait) {
            case FULL_SCREEN -> window.fullScreen(on);
            case ALWAYS_ON_TOP -> window.alwaysOnTop(on);
            case RESIZABLE -> window.resizable(on);
            case ENABLED -> {
                enable(on);
                if (on && window.isVisible()) {
                    window.focus();
                }
            }
        }
    }

    private void enable(boolean on) {
        listener.enabled(on);
        window.enabled(on);
    }

    private void resize(WindowCommand.Measure measure, int width, int height) {
        switch (measure) {
            case WHOLE -> window.size(width, height);
            case CONTENT -> window.contentSize(width, height);
            case MINIMUM -> window.minimumSize(width, height);
        }
    }

    /** Makes the window what it is to be, and shows it if it is to be shown: a page may have shown it already. */
    void loaded() {
        window.loaded();
        if (wanted.maximized()) {
            window.maximize();
        }
        if (wanted.minimized()) {
            window.minimize();
        }
        if (wanted.visible() && !window.isVisible()) {
            window.show(standing == Standing.FOCUSED && !wanted.minimized()); // with the focus it is no icon
            if (standing == Standing.BEHIND) {
                window.whenSettled(this::putBehind);
            }
        }
        loaded = true;
        changed();
    }

    /** Shows what there is of a page that has not loaded, so that its user can close it; nobody sees one in memory. */
    void failed() {
        if (window.isHeadless()) {
            loaded = true;
            changed();
        } else {
            loaded();
        }
    }

    /** Is told, on any thread, that the loop does not turn. */
    void heldUp() {
        window.heldUp();
    }

    /** Toolkits raise what they show, a while later. */
    private void putBehind() {
        if (standing == Standing.BEHIND) {
            window.blur();
        }
    }

    /** Tells what the window is like, because that may have changed. */
    private void changed() {
        if (loaded) {
            WindowState now = now();
            learnNormal(now);
            events.changed(settled, now, normal);
        }
    }

    private WindowState now() {
        Bounds content = window.contentBounds();
        return new WindowState(
                window.bounds(),
                content.width(),
                content.height(),
                window.isVisible(),
                window.isMinimized(),
                window.isMaximized(),
                window.isFullScreen(),
                window.isAlwaysOnTop(),
                window.isResizable(),
                title());
    }

    void dispose() {
        window.dispose();
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String title() {
        try {
            title = WindowTitle.check(window.title());
        } catch (IllegalArgumentException | NullPointerException unusable) { // a page may get hold of what is behind it
            return title;
        }
        return title;
    }

    @Override
    public boolean isHeadless() {
        return window.isHeadless();
    }

    @Override
    public <T> Optional<T> content(Class<T> type) {
        return window.content().filter(type::isInstance).map(type::cast);
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
        window.whenSettled(this::changed);
    }

    private WindowState state() {
        checkTurn();
        return now();
    }

    private void checkTurn() {
        if (!loop.inTurn()) {
            throw new IllegalStateException("A page's window belongs to the renderer's event loop, and "
                    + Thread.currentThread().getName() + " is not it");
        }
    }
}
