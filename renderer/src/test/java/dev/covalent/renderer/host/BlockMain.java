package dev.covalent.renderer.host;

import java.awt.Canvas;
import java.awt.Component;
import java.awt.EventQueue;
import java.io.PrintStream;
import javax.swing.JFrame;
import javax.swing.JPanel;

/** Keeps input from a frame, again and again, and says what its glass pane is like. */
final class BlockMain {
    private BlockMain() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        EventQueue.invokeAndWait(() -> {
            JFrame frame = new JFrame();
            frame.setSize(200, 100);
            InputBlock block = new InputBlock(frame);
            Component hidden = frame.getGlassPane();
            int listeners = blocked(block, frame);
            blocked(block, frame);
            out.println("listeners " + (blocked(block, frame) - listeners));
            out.println("hidden " + (frame.getGlassPane() == hidden) + " " + hidden.isVisible() + " "
                    + hidden.getMouseListeners().length);

            Component shown = new Canvas();
            frame.setGlassPane(shown);
            shown.setVisible(true);
            blocked(block, frame);
            out.println("shown " + (frame.getGlassPane() == shown) + " " + shown.isVisible());

            block.set(true);
            Component another = new JPanel();
            frame.setGlassPane(another);
            block.set(false);
            out.println("another " + (frame.getGlassPane() == another));
            frame.dispose();
        });
    }

    /** Returns how many listen to the mouse in front of the frame, while input is kept from it. */
    private static int blocked(InputBlock block, JFrame frame) {
        block.set(true);
        try {
            return frame.getGlassPane().isVisible() ? frame.getGlassPane().getMouseListeners().length : -1;
        } finally {
            block.set(false);
        }
    }
}
