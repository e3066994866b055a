package dev.covalent.launcher.bench.fault;

import dev.covalent.common.GoneReason;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.plan.Subject;
import dev.covalent.main.App;
import dev.covalent.main.MainProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;

/**
 * Tells how a renderer is served while others are killed, or do not keep up. They are of an application of their own, which has
 * a small queue bound.
 */
final class Bystanders {
    private static final int QUEUE_BOUND = 1 << 18;
    private static final int VICTIMS = 10;

    private final MainProcess main;
    private final Bystander bystander;

    /** Counts the victims' questions, none of which is answered. */
    private final Semaphore asked = new Semaphore(0);

    private Bystanders(MainProcess main, Bystander bystander) {
        this.main = main;
        this.bystander = bystander;
    }

    static Measurement take(String name, Subject subject, Mode mode) throws Exception {
        try (MainProcess main = MainProcess.builder()
                .name(name)
                .headless(true)
                .spareRenderer(false) // it would start while something is measured
                .queueBound(QUEUE_BOUND)
                .start()) {
            main.app().on(App.WINDOW_ALL_CLOSED, event -> {});
            try (Bystander bystander = Bystander.open(main)) {
                Bystanders bystanders = new Bystanders(main, bystander);
                return switch (subject) {
                    case BESIDE_BARE_KILLS -> bystanders.besideBareKills();
                    case BESIDE_KILLS -> bystanders.besideKills();
                    case BESIDE_GLUT -> bystanders.besideGlut();
                    default -> mode == Mode.FAULT_RATE ? Measurement.rate(bystander.rate()) : bystanders.alone();
                };
            }
        }
    }

    private Measurement alone() throws Exception {
        LongStream all = LongStream.empty();
        for (int i = 0; i < Faults.TIMES; i++) {
            all = LongStream.concat(all, LongStream.of(bystander.nanosAlone()));
        }
        return Measurement.ofNanos(all.toArray());
    }

    /** What a system with few processors needs to end processes is in this as well. */
    private Measurement besideBareKills() throws Exception {
        LongStream all = LongStream.empty();
        for (int i = 0; i < Faults.TIMES; i++) {
            List<Victim> victims = new ArrayList<>();
            try {
                for (int started = 0; started < VICTIMS; started++) {
                    victims.add(Victim.start(BareVictim.class));
                    victims.get(started).awaitReady();
                }
                all = LongStream.concat(all, LongStream.of(bystander.nanosDuring(() -> killEachBare(victims))));
            } finally {
                victims.forEach(Victim::close);
            }
        }
        return Measurement.ofNanos(all.toArray());
    }

    private static void killEachBare(List<Victim> victims) throws Exception {
        for (Victim victim : victims) {
            Duration unused = victim.killed();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what a handler returns is not ignored: it is the answer
    private Measurement besideKills() throws Exception {
        main.ipcMain().on(VictimPage.UNANSWERED, (event, message) -> {
            event.defer();
            asked.release();
        });
        main.ipcMain().handle(VictimPage.UNANSWERED, (event, message) -> {
            asked.release();
            return new CompletableFuture<>();
        });
        LongStream all = LongStream.empty();
        for (int i = 0; i < Faults.TIMES; i++) {
            List<VictimWindow> victims = asking();
            all = LongStream.concat(all, LongStream.of(bystander.nanosDuring(() -> killEach(victims))));
        }
        return Measurement.ofNanos(all.toArray());
    }

    /** Opens windows, and waits until main's handlers have all that they ask. */
    private List<VictimWindow> asking() throws Exception {
        List<VictimWindow> victims = new ArrayList<>();
        for (int i = 0; i < VICTIMS; i++) {
            VictimWindow victim = VictimWindow.open(main).awaitLoaded();
            victim.contents().send(VictimPage.ASK_MAIN);
            victims.add(victim);
        }
        Within.limit("main has been asked", () -> asked.tryAcquire(2 * VICTIMS));
        return victims;
    }

    private static void killEach(List<VictimWindow> victims) throws Exception {
        for (VictimWindow victim : victims) {
            long unused = victim.kill();
            victim.closeAfter(GoneReason.KILLED);
        }
    }

    private Measurement besideGlut() throws Exception {
        VictimWindow slow = VictimWindow.open(main).awaitLoaded();
        try (Offers offers = new Offers(slow.contents());
                Offers.Running running = offers.begin()) {
            Within.limit(running + " is refused some", () -> offers.refused() > 0);
            Measurement rate = Measurement.rate(bystander.rate());
            if (offers.mostWaiting() > QUEUE_BOUND) {
                throw new IllegalStateException(
                        offers.mostWaiting() + " bytes waited for one renderer, of which " + QUEUE_BOUND + " may");
            }
            return rate;
        }
    }
}
