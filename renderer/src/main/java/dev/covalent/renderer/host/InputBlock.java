package dev.covalent.renderer.host;

import java.awt.Component;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.event.MouseAdapter;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;

/**
 * Keeps input from a frame while a modal window of another process is open: a pane of glass, in place of the page's, takes the mouse, and keys are
 * dropped. Disabling the frame does not do: the toolkit asks each component.
 *
 * <p>Confined to the event dispatch thread.
 */
final class InputBlock {
    private final JFrame frame;
    private final KeyEventDispatcher dropped;
    private final JComponent glass = new JComponent() {};
    private boolean set;

    /** The page's own, meanwhile. */
    private @Nullable Component replaced;

    private boolean replacedVisible;

    InputBlock(JFrame frame) {
        this.frame = frame;
        this.dropped = event -> isWithin(event.getComponent());
        glass.addMouseListener(new MouseAdapter() {}); // one that listens gets what those below would
        glass.addMouseMotionListener(new MouseAdapter() {});
        glass.addMouseWheelListener(new MouseAdapter() {});
    }

    void set(boolean blocked) {
        if (set == blocked) {
            return;
        }
        set = blocked;
        if (blocked) {
            Component pages = frame.getGlassPane();
            replaced = pages;
            replacedVisible = pages.isVisible();
            frame.setGlassPane(glass);
            glass.setVisible(true);
            KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(dropped);
        } else {
            KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(dropped);
            giveBack();
        }
    }

    /** Puts the page's pane back, unless it has put another there. */
    private void giveBack() {
        Component pages = replaced;
        replaced = null;
        if (pages != null && frame.getGlassPane() == glass) {
            frame.setGlassPane(pages); // which gets the visibility of the one before
            pages.setVisible(replacedVisible);
        }
    }

    private boolean isWithin(Component component) {
        return component == frame || SwingUtilities.isDescendingFrom(component, frame);
    }
}
