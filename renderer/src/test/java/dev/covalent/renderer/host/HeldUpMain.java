package dev.covalent.renderer.host;

import dev.covalent.common.frame.WindowSetup;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Toolkit;
import java.awt.event.WindowEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A page that holds up its loop while its user wants the window closed, with a queue of its own and without. */
final class HeldUpMain {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final RecordedWindowEvents events = new RecordedWindowEvents();
    private final RunningHost host =
            PageHosts.start(PageHosts.USUAL, false, WindowSetup.sized(320, 240, false), "held");

    private HeldUpMain() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        HeldUpMain held = new HeldUpMain();
        held.host.loop().run(() -> held.host.newWindow(7, "A page", held.events), LIMIT);
        out.println("the toolkit's queue: " + held.tolds());
        EventQueue own = new EventQueue();
        EventQueue.invokeAndWait(
                () -> Toolkit.getDefaultToolkit().getSystemEventQueue().push(own));
        out.println("the page's queue: " + held.tolds());
        held.host.close();
    }

    /** Returns what was told by each look, by a thread that goes on, and of a click after that. */
    private List<Integer> tolds() throws Exception {
        List<Integer> tolds = new ArrayList<>();
        CountDownLatch goesOn = new CountDownLatch(1);
        EventQueue.invokeLater(() -> await(goesOn));
        click();
        for (int look = 0; look < 3; look++) {
            host.heldUp();
            tolds.add(told());
        }
        goesOn.countDown();
        EventQueue.invokeAndWait(() -> tolds.add(told()));
        click();
        EventQueue.invokeAndWait(() -> tolds.add(told()));
        return tolds;
    }

    /** Returns how often it was told since. */
    private int told() {
        return events.told().drainTo(new ArrayList<>());
    }

    private static void click() {
        Toolkit.getDefaultToolkit()
                .getSystemEventQueue()
                .postEvent(new WindowEvent(Frame.getFrames()[0], WindowEvent.WINDOW_CLOSING));
    }

    private static void await(CountDownLatch latch) {
        try {
            boolean unused = latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
