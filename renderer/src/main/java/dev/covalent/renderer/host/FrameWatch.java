package dev.covalent.renderer.host;

import dev.covalent.renderer.HostWindow;
import java.awt.event.ComponentEvent;
import java.awt.event.ComponentListener;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;

/** Tells of what happens to a frame. Confined to the event dispatch thread. */
final class FrameWatch extends WindowAdapter implements ComponentListener {
    private final HostWindow.Listener listener;
    private final CloseRequests closing;

    FrameWatch(HostWindow.Listener listener, CloseRequests closing) {
        this.listener = listener;
        this.closing = closing;
    }

    @Override
    public void windowClosing(WindowEvent event) {
        closing.dispatched(event);
    }

    @Override
    public void windowGainedFocus(WindowEvent event) {
        listener.focusChanged(true);
    }

    @Override
    public void windowLostFocus(WindowEvent event) {
        listener.focusChanged(false);
    }

    @Override
    public void windowStateChanged(WindowEvent event) {
        listener.changed();
    }

    @Override
    public void componentResized(ComponentEvent event) {
        listener.changed();
    }

    @Override
    public void componentMoved(ComponentEvent event) {
        listener.changed();
    }

    @Override
    public void componentShown(ComponentEvent event) {
        listener.changed();
    }

    @Override
    public void componentHidden(ComponentEvent event) {
        listener.changed();
    }
}
