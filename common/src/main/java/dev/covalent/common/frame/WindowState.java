package dev.covalent.common.frame;

import dev.covalent.common.Bounds;
import dev.covalent.common.WindowTitle;
import java.util.Objects;

/**
 * What a window is like.
 *
 * @param bounds where it is
 * @param contentWidth how wide its content is
 * @param contentHeight how high its content is
 * @param visible whether it is shown
 * @param minimized whether it is an icon
 * @param maximized whether it is as large as its screen
 * @param fullScreen whether it covers its screen
 * @param alwaysOnTop whether it stays above the others
 * @param resizable whether its user may change its size
 * @param title its title
 */
public record WindowState(
        Bounds bounds,
        int contentWidth,
        int contentHeight,
        boolean visible,
        boolean minimized,
        boolean maximized,
        boolean fullScreen,
        boolean alwaysOnTop,
        boolean resizable,
        String title) {

    /** Checks the fields, which a peer may have written. */
    public WindowState {
        Objects.requireNonNull(bounds, "bounds");
        Bounds.checkSize(contentWidth, contentHeight);
        WindowTitle.check(title);
    }

    /** Describes a window that is neither shown nor anything else. */
    public static WindowState hidden(Bounds bounds, String title) {
        return new WindowState(bounds, bounds.width(), bounds.height(), false, false, false, false, false, true, title);
    }

    /** Returns what a command makes of it, as far as that can be told without a screen. */
    public WindowState after(WindowCommand command) {
        if (command instanceof WindowCommand.Act act) {
            return after(act.action());
        }
        if (command instanceof WindowCommand.Turn turn) {
            return switch (turn.trait()) {
                case FULL_SCREEN -> with(visible, minimized && !turn.on(), maximized, turn.on());
                case ALWAYS_ON_TOP -> traits(turn.on(), resizable);
                case RESIZABLE -> traits(alwaysOnTop, turn.on());
                case ENABLED -> this;
            };
        }
        if (command instanceof WindowCommand.Place place) {
            return at(place.bounds());
        }
        if (command instanceof WindowCommand.Move move) {
            return at(bounds.at(move.x(), move.y()));
        }
        if (command instanceof WindowCommand.Resize resize) {
            return switch (resize.measure()) {
                case WHOLE -> at(bounds.sized(resize.width(), resize.height()));
                case CONTENT -> at(bounds).content(resize.width(), resize.height());
                case MINIMUM -> this;
            };
        }
        return titled(((WindowCommand.Entitle) command).title());
    }

    private WindowState after(WindowCommand.Action action) {
        return switch (action) {
            case SHOW, SHOW_INACTIVE -> with(true, false, maximized, fullScreen);
            case HIDE -> with(false, minimized, maximized, fullScreen);
            case MINIMIZE -> with(visible, true, maximized, fullScreen);
            case RESTORE -> with(visible, false, maximized, fullScreen);
            case MAXIMIZE -> with(true, false, true, fullScreen);
            case UNMAXIMIZE -> with(visible, minimized, false, fullScreen);
            case FOCUS, BLUR, CENTER -> this;
        };
    }

    /** Returns a window that is there, and so neither maximised nor in full screen. */
    private WindowState at(Bounds where) {
        return with(visible, minimized, false, false).moved(where);
    }

    /** Returns the same window elsewhere, whatever it is. */
    public WindowState moved(Bounds where) {
        return new WindowState(
                where,
                contentWidth,
                contentHeight,
                visible,
                minimized,
                maximized,
                fullScreen,
                alwaysOnTop,
                resizable,
                title);
    }

    /** Returns the same window with content of another size. */
    public WindowState content(int width, int height) {
        return new WindowState(
                bounds, width, height, visible, minimized, maximized, fullScreen, alwaysOnTop, resizable, title);
    }

    /** Returns the same window with another title. */
    public WindowState titled(String other) {
        return new WindowState(
                bounds,
                contentWidth,
                contentHeight,
                visible,
                minimized,
                maximized,
                fullScreen,
                alwaysOnTop,
                resizable,
                other);
    }

    /** Returns the same window, shown or not, and in another form. */
    public WindowState with(boolean shown, boolean icon, boolean large, boolean full) {
        return new WindowState(
                bounds, contentWidth, contentHeight, shown, icon, large, full, alwaysOnTop, resizable, title);
    }

    /** Returns the same window with other traits. */
    public WindowState traits(boolean onTop, boolean sizable) {
        return new WindowState(
                bounds, contentWidth, contentHeight, visible, minimized, maximized, fullScreen, onTop, sizable, title);
    }

    /** Tells whether its bounds are those that it has by itself, and not those of its screen or of an icon. */
    public boolean isNormal() {
        return !minimized && !maximized && !fullScreen;
    }

    void write(FrameWriter w) {
        writeBounds(w, bounds);
        w.writeInt(contentWidth);
        w.writeInt(contentHeight);
        w.writeBoolean(visible);
        w.writeBoolean(minimized);
        w.writeBoolean(maximized);
        w.writeBoolean(fullScreen);
        w.writeBoolean(alwaysOnTop);
        w.writeBoolean(resizable);
        w.writeText(title);
    }

    static WindowState read(FrameReader r) {
        return new WindowState(
                readBounds(r),
                r.readInt(),
                r.readInt(),
                r.readBoolean(),
                r.readBoolean(),
                r.readBoolean(),
                r.readBoolean(),
                r.readBoolean(),
                r.readBoolean(),
                r.readText());
    }

    static void writeBounds(FrameWriter w, Bounds bounds) {
        w.writeInt(bounds.x());
        w.writeInt(bounds.y());
        w.writeInt(bounds.width());
        w.writeInt(bounds.height());
    }

    static Bounds readBounds(FrameReader r) {
        return new Bounds(r.readInt(), r.readInt(), r.readInt(), r.readInt());
    }
}
