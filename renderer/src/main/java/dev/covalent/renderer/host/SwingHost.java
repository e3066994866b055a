package dev.covalent.renderer.host;

import com.formdev.flatlaf.FlatLightLaf;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.renderer.PageWindow;
import java.awt.BorderLayout;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Optional;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.WindowConstants;
import org.jspecify.annotations.Nullable;

/** A page in a Swing window with FlatLaf's looks; the event dispatch thread is its loop. */
final class SwingHost implements PageHost {
    private final SwingLoop loop = new SwingLoop();
    private final Dimension size;
    private final Object lock = new Object();

    @GuardedBy("lock") private @Nullable JFrame frame;

    SwingHost(int width, int height) {
        size = new Dimension(width, height);
        FlatLightLaf.setup();
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public PageWindow newWindow(int id, String title, WindowEvents events) {
        JFrame made = new JFrame(title);
        JPanel content = new JPanel(new BorderLayout());
        content.setPreferredSize(size);
        made.setContentPane(content);
        made.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
        WindowAdapter told = new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                events.closeRequested();
            }

            @Override
            public void windowGainedFocus(WindowEvent event) {
                events.focusChanged(true);
            }

            @Override
            public void windowLostFocus(WindowEvent event) {
                events.focusChanged(false);
            }
        };
        made.addWindowListener(told);
        made.addWindowFocusListener(told);
        synchronized (lock) {
            frame = made;
        }
        return new SwingWindow(id, title, made, events);
    }

    @Override
    public void show() {
        EventQueue.invokeLater(() -> {
            JFrame current = current();
            if (current != null) {
                current.pack();
                current.setLocationByPlatform(true);
                current.setVisible(true);
            }
        });
    }

    @Override
    public void close() {
        EventQueue.invokeLater(() -> {
            JFrame current = current();
            if (current != null) {
                current.dispose();
            }
        });
        loop.close();
    }

    private @Nullable JFrame current() {
        synchronized (lock) {
            return frame;
        }
    }

    private record SwingWindow(int id, String title, JFrame frame, WindowEvents events) implements PageWindow {
        @Override
        public boolean isHeadless() {
            return false;
        }

        @Override
        public Optional<Container> contentPane() {
            return Optional.of(frame.getContentPane());
        }

        @Override
        public void close() {
            events.closeRequested();
        }
    }
}
