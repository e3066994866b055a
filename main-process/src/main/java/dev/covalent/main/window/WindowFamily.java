package dev.covalent.main.window;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.WindowCommand;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which windows belong to a window, and which one it belongs to. A window that has a modal child which is shown takes no
 * input. Thread-safe, and no window is called while a lock is held; what is shown is told in main's turn.
 */
final class WindowFamily {
    private static final Logger log = LoggerFactory.getLogger(WindowFamily.class);

    private final MainBrowserWindow self;
    private final Object lock = new Object();

    /** Set once, before anybody else has the window to look. */
    private volatile @Nullable WindowFamily parent;

    private volatile boolean modal;

    @GuardedBy("lock") private final Set<WindowFamily> children = new LinkedHashSet<>();

    /** The modal children that are shown. */
    @GuardedBy("lock") private final Set<WindowFamily> modals = new LinkedHashSet<>();

    @GuardedBy("lock") private boolean left;

    /** Whether the window was to be told whether it takes input, and could not be. */
    private volatile boolean untold;

    WindowFamily(MainBrowserWindow self) {
        this.self = self;
    }

    /** Makes the window a child of another; returns false if that has closed meanwhile. */
    boolean join(WindowFamily of, boolean isModal) {
        modal = isModal;
        parent = of;
        synchronized (of.lock) {
            return !of.left && of.children.add(this);
        }
    }

    Optional<MainBrowserWindow> parent() {
        return Optional.ofNullable(parent).map(of -> of.self);
    }

    List<MainBrowserWindow> children() {
        synchronized (lock) {
            return children.stream().map(child -> child.self).toList();
        }
    }

    /** Learns whether the window is shown now. */
    void shown(boolean visible) {
        WindowFamily of = parent;
        if (of != null && modal) {
            of.modal(this, visible);
        }
    }

    /** Learns that the process is gone, and the window with it. */
    void crashed() {
        shown(false);
    }

    private void modal(WindowFamily child, boolean visible) {
        synchronized (lock) {
            boolean before = modals.isEmpty();
            if (visible && !child.hasLeft()) {
                modals.add(child);
            } else {
                modals.remove(child);
            }
            if (before == modals.isEmpty()) {
                return;
            }
        }
        enable();
    }

    private boolean hasLeft() {
        return self.isDestroyed();
    }

    /** Has the window take input or not: said last by whoever comes last. */
    private void enable() {
        boolean takesInput;
        synchronized (lock) {
            takesInput = modals.isEmpty();
        }
        try {
            untold = false;
            self.command(new WindowCommand.Turn(WindowCommand.Trait.ENABLED, takesInput));
        } catch (QueueFullException behind) { // then its user cannot do anything either
            untold = true;
            log.debug("{} is told later whether it takes input: {}", self, behind.getMessage());
        } catch (IllegalStateException closed) {
            log.debug("{} is not told whether it takes input: {}", self, closed.getMessage());
        }
    }

    /** Is told, in the turn, that the window's renderer takes again what it is sent. */
    void caughtUp() {
        if (untold) {
            enable();
        }
    }

    /** Gives the focus that the window has got to the modal child that keeps input from it. */
    void passFocus() {
        List<WindowFamily> shown;
        synchronized (lock) {
            shown = new ArrayList<>(modals);
        }
        if (!shown.isEmpty()) {
            MainBrowserWindow last = shown.get(shown.size() - 1).self;
            try {
                if (last.isMinimized()) { // else its user sees nothing that would take input
                    last.restore();
                }
                last.focus();
            } catch (RuntimeException closed) {
                log.debug("{} does not get the focus: {}", last, closed.getMessage());
            }
        }
    }

    /** Learns that the window is closed: it is no child any more, and those that belong to it close. */
    void leave() {
        synchronized (lock) {
            left = true;
        }
        WindowFamily of = parent;
        if (of != null) {
            synchronized (of.lock) {
                of.children.remove(this);
            }
            shown(false);
        }
        children().forEach(child -> child.closeContents(false)); // it is too late to ask them
    }

    void destroyChildren() {
        children().forEach(MainBrowserWindow::destroy);
    }
}
