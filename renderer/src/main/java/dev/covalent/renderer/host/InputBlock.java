package dev.covalent.renderer.host;

import java.awt.Component;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.event.MouseAdapter;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;

/**
 * Keeps input from a frame while a modal window of another process is open: a pane of glass takes the mouse, and keys are
 * dropped. Disabling the frame does not do: the toolkit asks each component.
 *
 * <p>Confined to the event dispatch thread.
 */
final class InputBlock {
    private final JFrame frame;
    private final KeyEventDispatcher dropped;
    private boolean set;

    InputBlock(JFrame frame) {
        this.frame = frame;
        this.dropped = event -> isWithin(event.getComponent());
    }

    boolean isSet() {
        return set;
    }

    void set(boolean blocked) {
        if (set == blocked) {
            return;
        }
        set = blocked;
        JComponent glass = (JComponent) frame.getGlassPane();
        if (blocked) {
            glass.addMouseListener(new MouseAdapter() {}); // one that listens gets what those below would
            glass.addMouseMotionListener(new MouseAdapter() {});
            glass.addMouseWheelListener(new MouseAdapter() {});
            KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(dropped);
        } else {
            KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(dropped);
        }
        glass.setVisible(blocked);
    }

    private boolean isWithin(Component component) {
        return component == frame || SwingUtilities.isDescendingFrom(component, frame);
    }
}
