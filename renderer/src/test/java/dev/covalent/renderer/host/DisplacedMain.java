package dev.covalent.renderer.host;

import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Puts a frame somewhere that is elsewhere before that has been done: a thread of the toolkit's says where a frame is. */
final class DisplacedMain {
    private DisplacedMain() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        Set<Rectangle> known = new LinkedHashSet<>();
        CountDownLatch settled = new CountDownLatch(1);
        Displaced frame = new Displaced();
        try {
            EventQueue.invokeAndWait(() -> {
                frame.setBounds(60, 80, 400, 300);
                frame.setVisible(true);
                frame.isToBeDisplaced = true;
                FirstBounds first = new FirstBounds(frame, frame.getBounds(), true, false);
                FrameForm form = new FrameForm(frame, first, () -> {});
                frame.addComponentListener(new ComponentAdapter() {
                    @Override
                    public void componentMoved(ComponentEvent event) {
                        form.normal().ifPresent(known::add);
                    }
                });
                form.put(new Rectangle(200, 150, 300, 200));
                out.println("displaced " + !frame.isToBeDisplaced);
                form.whenSettled(settled::countDown);
            });
            if (!settled.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("It has not settled");
            }
            EventQueue.invokeAndWait(() -> out.println("known " + known + ", settled " + frame.getBounds()));
        } finally {
            frame.dispose();
        }
    }

    private static final class Displaced extends ShowableFrame {
        private static final long serialVersionUID = 1L;
        private boolean isToBeDisplaced;

        Displaced() {
            super("displaced");
        }

        @Override
        @SuppressWarnings("deprecation") // what all ways of giving it bounds come to
        public void reshape(int x, int y, int width, int height) {
            super.reshape(x, y, width, height);
            if (isToBeDisplaced) {
                isToBeDisplaced = false;
                super.reshape(0, 0, width, height);
            }
        }
    }
}
