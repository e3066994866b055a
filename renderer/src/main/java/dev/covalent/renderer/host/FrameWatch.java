package dev.covalent.renderer.host;

import java.awt.event.ComponentEvent;
import java.awt.event.ComponentListener;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;

/** Tells of what happens to a frame. Confined to the event dispatch thread. */
final class FrameWatch extends WindowAdapter implements ComponentListener {
    private final PageHost.WindowEvents events;
    private final Runnable changed;
    private final InputBlock block;

    FrameWatch(PageHost.WindowEvents events, Runnable changed, InputBlock block) {
        this.events = events;
        this.changed = changed;
        this.block = block;
    }

    @Override
    public void windowClosing(WindowEvent event) {
        if (!block.isSet()) { // the toolkit lets the close button of a disabled frame through
            events.closeRequested();
        }
    }

    @Override
    public void windowGainedFocus(WindowEvent event) {
        events.focusChanged(true);
    }

    @Override
    public void windowLostFocus(WindowEvent event) {
        events.focusChanged(false);
    }

    @Override
    public void windowStateChanged(WindowEvent event) {
        changed.run();
    }

    @Override
    public void componentResized(ComponentEvent event) {
        changed.run();
    }

    @Override
    public void componentMoved(ComponentEvent event) {
        changed.run();
    }

    @Override
    public void componentShown(ComponentEvent event) {
        changed.run();
    }

    @Override
    public void componentHidden(ComponentEvent event) {
        changed.run();
    }
}
