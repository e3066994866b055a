package dev.covalent.renderer.host;

import com.formdev.flatlaf.FlatLightLaf;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.renderer.PageWindow;
import java.awt.EventQueue;
import org.jspecify.annotations.Nullable;

/** A page in a Swing window with FlatLaf's looks; the event dispatch thread is its loop. */
final class SwingHost implements PageHost {
    private final SwingLoop loop = new SwingLoop();
    private final WindowSetup setup;
    private final Object lock = new Object();

    @GuardedBy("lock") private @Nullable HostedWindow window;

    SwingHost(WindowSetup setup) {
        this.setup = setup;
        FlatLightLaf.setup();
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public PageWindow newWindow(int id, String title, WindowEvents events) {
        SwingWindow backing = new SwingWindow(title, setup);
        HostedWindow made = new HostedWindow(id, loop, backing, events, setup);
        backing.tell(events, made::changed);
        synchronized (lock) {
            window = made;
        }
        return made;
    }

    @Override
    public void loaded() {
        HostedWindow current = current();
        if (current != null) {
            current.loaded();
        }
    }

    @Override
    public void apply(long number, WindowCommand command) {
        HostedWindow current = current();
        if (current != null) {
            current.apply(number, command);
        }
    }

    @Override
    public void close() {
        EventQueue.invokeLater(() -> {
            HostedWindow current = current();
            if (current != null) {
                current.dispose();
            }
        });
        loop.close();
    }

    private @Nullable HostedWindow current() {
        synchronized (lock) {
            return window;
        }
    }
}
