package dev.covalent.renderer.host;

import java.awt.Component;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import javax.swing.JRootPane;
import javax.swing.SwingUtilities;

/**
 * A frame from which input can be kept while a modal window of another process is shown. The mouse finds nothing in it then,
 * whatever panes the page puts there, and keys are dropped. Disabling the frame does not do: the toolkit asks each component.
 *
 * <p>Confined to the event dispatch thread.
 */
final class BlockableFrame extends ShowableFrame {
    private static final long serialVersionUID = 1L;

    private final transient KeyEventDispatcher dropped = event -> isWithin(event.getComponent());
    private boolean blocked;

    BlockableFrame(String title) {
        super(title);
    }

    void block(boolean on) {
        if (blocked == on) {
            return;
        }
        blocked = on;
        if (on) {
            KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(dropped);
        } else {
            KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(dropped);
        }
    }

    private boolean isWithin(Component component) {
        return component == this || SwingUtilities.isDescendingFrom(component, this);
    }

    @Override
    protected JRootPane createRootPane() {
        JRootPane pane = new JRootPane() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean contains(int x, int y) {
                return !blocked && super.contains(x, y);
            }
        };
        pane.setOpaque(true); // as the frame's own is
        return pane;
    }

    @Override
    protected void processMouseEvent(MouseEvent event) {
        if (!blocked) {
            super.processMouseEvent(event);
        }
    }

    @Override
    protected void processMouseMotionEvent(MouseEvent event) {
        if (!blocked) {
            super.processMouseMotionEvent(event);
        }
    }

    @Override
    protected void processMouseWheelEvent(MouseWheelEvent event) {
        if (!blocked) {
            super.processMouseWheelEvent(event);
        }
    }
}
