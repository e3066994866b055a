package dev.covalent.renderer.host;

import dev.covalent.common.frame.WindowSetup;
import dev.covalent.renderer.PageWindow;
import java.awt.BorderLayout;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.event.WindowEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.UIManager;
import org.jspecify.annotations.Nullable;

/** Opens a window, says what it is like, and closes it as its user would; run where there is a display. */
final class WindowMain {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private WindowMain() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        RecordedWindowEvents events = new RecordedWindowEvents();
        CountDownLatch clicked = new CountDownLatch(1);
        RunningHost host = PageHosts.start(PageHosts.USUAL, false, WindowSetup.sized(320, 240, true), "window");
        host.loop().run(() -> fill(host.newWindow(7, "A page", events), clicked, out), LIMIT);
        host.loop().run(host::loaded, LIMIT);
        host.loop()
                .run(
                        () -> {
                            Frame frame = Frame.getFrames()[0];
                            out.println("showing " + frame.isShowing() + ", title " + frame.getTitle());
                            Container content = ((JFrame) frame).getContentPane();
                            out.println("content " + content.getWidth() + " x " + content.getHeight());
                            ((JButton) content.getComponent(0)).doClick();
                        },
                        LIMIT);
        out.println("told " + next(events));
        out.println("clicked " + clicked.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        EventQueue.invokeAndWait(() -> openAnother());
        out.println("told " + next(events));
        EventQueue.invokeAndWait(() ->
                Frame.getFrames()[0].dispatchEvent(new WindowEvent(Frame.getFrames()[0], WindowEvent.WINDOW_CLOSING)));
        out.println("told " + next(events));
        host.close();
        EventQueue.invokeAndWait(() -> Frame.getFrames()[1].dispose());
        EventQueue.invokeAndWait(() -> out.println("displayable " + Frame.getFrames()[0].isDisplayable()));
    }

    private static @Nullable String next(RecordedWindowEvents events) throws InterruptedException {
        return events.told().poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Takes the focus away. */
    private static void openAnother() {
        JFrame other = new JFrame("Another");
        other.setSize(100, 100);
        other.setVisible(true);
    }

    private static void fill(PageWindow window, CountDownLatch clicked, PrintStream out) {
        out.println("look " + UIManager.getLookAndFeel().getID() + ", headless " + window.isHeadless() + ", id "
                + window.id());
        JButton button = new JButton("Click");
        button.addActionListener(event -> clicked.countDown());
        window.contentPane().orElseThrow().add(button, BorderLayout.CENTER);
    }
}
