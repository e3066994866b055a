package dev.covalent.renderer.host;

import java.awt.EventQueue;
import java.awt.Rectangle;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Puts a frame somewhere that is elsewhere before that has been done: a thread of the toolkit's says where a frame is. */
final class DisplacedMain {
    private DisplacedMain() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        CountDownLatch settled = new CountDownLatch(1);
        EventQueue.invokeAndWait(() -> {
            Displaced frame = new Displaced();
            frame.setBounds(60, 80, 400, 300);
            frame.setVisible(true);
            frame.isDisplaced = true;
            Placement placement = new Placement(frame, () -> true);
            out.println("put " + placement.put(new Rectangle(200, 150, 300, 200)));
            out.println("displaced " + frame.getBounds());
            placement.whenSettled(() -> {
                out.println("settled " + frame.getBounds());
                frame.dispose();
                settled.countDown();
            });
        });
        if (!settled.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("It has not settled");
        }
    }

    private static final class Displaced extends ShowableFrame {
        private static final long serialVersionUID = 1L;
        private boolean isDisplaced;

        Displaced() {
            super("displaced");
        }

        @Override
        @SuppressWarnings("deprecation") // what all ways of giving it bounds come to
        public void reshape(int x, int y, int width, int height) {
            super.reshape(x, y, width, height);
            if (isDisplaced) {
                isDisplaced = false;
                super.reshape(0, 0, width, height);
            }
        }
    }
}
