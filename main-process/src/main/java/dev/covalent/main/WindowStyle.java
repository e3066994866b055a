package dev.covalent.main;

import dev.covalent.common.Bounds;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a window looks like and where it is, apart from its title and size. Made by the methods of {@link
 * BrowserWindowOptions}. Immutable.
 *
 * @param position its upper left corner; empty for where the platform puts it
 * @param minimumSize the least size that its user can give it, with its frame; empty for what the platform allows
 * @param parent the window that it belongs to
 * @param modal whether its parent takes no input while it is shown
 * @param resizable whether its user may change its size
 * @param alwaysOnTop whether it stays above other windows
 * @param icon the file of an image for its title bar, which the renderer reads; empty for the platform's
 */
public record WindowStyle(
        Optional<Position> position,
        Optional<Size> minimumSize,
        Optional<BrowserWindow> parent,
        boolean modal,
        boolean resizable,
        boolean alwaysOnTop,
        Optional<Path> icon) {
    /** A window of its own, put where the platform likes. */
    public static final WindowStyle PLAIN =
            new WindowStyle(Optional.empty(), Optional.empty(), Optional.empty(), false, true, false, Optional.empty());

    /** Checks that the parts are there. */
    public WindowStyle {
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(minimumSize, "minimumSize");
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(icon, "icon");
    }

    /**
     * A place on the desktop.
     *
     * @param x how far it is from the left edge of the first screen
     * @param y how far it is from the upper edge of the first screen
     */
    public record Position(int x, int y) {

        /** Checks that a window can be there. */
        public Position {
            Bounds.checkPosition(x, y);
        }
    }

    /**
     * A size.
     *
     * @param width how wide
     * @param height how high
     */
    public record Size(int width, int height) {

        /** Checks that a window can be so large. */
        public Size {
            Bounds.checkSize(width, height);
        }
    }

    WindowStyle position(Position value) {
        return new WindowStyle(Optional.of(value), minimumSize, parent, modal, resizable, alwaysOnTop, icon);
    }

    WindowStyle minimumSize(Size value) {
        return new WindowStyle(position, Optional.of(value), parent, modal, resizable, alwaysOnTop, icon);
    }

    WindowStyle parent(BrowserWindow value) {
        return new WindowStyle(position, minimumSize, Optional.of(value), modal, resizable, alwaysOnTop, icon);
    }

    WindowStyle modal(boolean value) {
        return new WindowStyle(position, minimumSize, parent, value, resizable, alwaysOnTop, icon);
    }

    WindowStyle resizable(boolean value) {
        return new WindowStyle(position, minimumSize, parent, modal, value, alwaysOnTop, icon);
    }

    WindowStyle alwaysOnTop(boolean value) {
        return new WindowStyle(position, minimumSize, parent, modal, resizable, value, icon);
    }

    WindowStyle icon(Path value) {
        return new WindowStyle(position, minimumSize, parent, modal, resizable, alwaysOnTop, Optional.of(value));
    }
}
