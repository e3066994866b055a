package dev.covalent.launcher.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.link.QueueLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Ports that wander at random, several at once, among main and renderers that die and are replaced, through one another
 * and within a process, while channels are opened and closed, links are full and many ports are never read. Where a {@link
 * PortShuffle} knows what must arrive, here anything may end early; what must hold is the bookkeeping:
 *
 * <ul>
 *   <li>at any time, main never counts more as posted by a renderer than that renderer does itself, nor less than nothing.
 *       If it did, it would cut off a renderer that keeps the rules;
 *   <li>when every port has been closed, nobody holds a number or counts anything as posted. What stayed would be credit,
 *       or room for ports, that is lost for as long as the process lives.
 * </ul>
 *
 * <p>Main takes every frame: one that broke the protocol would throw. Confined to one thread.
 */
final class PortStorm {
    private static final int RENDERERS = 4;

    /** No channel is opened while as many ports are held, so that those there are meet. */
    private static final int PLENTY_OF_PORTS = 40;

    /** A window of a few small messages. */
    private static final QueueLimits TINY = QueueLimits.ofBound(2_000);

    /** So few that a port with messages waiting cannot leave at once. */
    private static final int FULL_LINK = 6;

    private static final int POSTS_PER_LARGE = 15;
    private static final int LARGE_PADDING = 600;
    private static final int SMALL_PADDING = 10;
    private static final int POSTS_PER_CARRIER = 3;
    private static final int CHANCES_TO_CLOSE = 4;
    private static final int CHANCES_TO_DIE = 12;

    private final long seed;
    private final Random random;
    private final Mode mode;
    private final Wiring wiring;
    private final StormPlace main;
    private final List<StormEnd> ends = new ArrayList<>();
    private final List<StormRenderer> renderers = new ArrayList<>();
    private int moves;
    private int refused;
    private int closed;
    private int deaths;

    /** Starts the renderers. */
    PortStorm(long seed, Mode mode) {
        this.seed = seed;
        this.random = new Random(seed);
        this.mode = mode;
        this.wiring = new Wiring(mode.hasTinyWindows() ? TINY : Wiring.LIMITS);
        this.main = new StormPlace(wiring.main(), ends);
        for (int i = 0; i < RENDERERS; i++) {
            startRenderer();
        }
    }

    /** Rages for so many steps. */
    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
            checkCounts();
        }
    }

    /** Brings everything where it belongs, and closes every port, until nobody gets one any more. */
    void calm() {
        settle();
        while (ports() > 0) { // those that travelled in messages come out one after the other
            main.closeAll();
            renderers.forEach(renderer -> renderer.place().closeAll());
            settle();
        }
        assertThat(wiring.uncaught()).as("seed %s: uncaught", seed).isEmpty();
    }

    /** Returns how many ports were sent away. */
    int moves() {
        return moves;
    }

    /** Returns how many messages had no room. */
    int refused() {
        return refused;
    }

    /** Returns how many ports were closed in the storm. */
    int closed() {
        return closed;
    }

    int deaths() {
        return deaths;
    }

    /** Returns how many ports main and the renderers that live hold on behalf of each other. */
    int held() {
        return wiring.main().router().size()
                + renderers.stream().mapToInt(StormRenderer::held).sum();
    }

    /** Returns what main and the renderers that live count as posted and not consumed. */
    long outstanding() {
        return wiring.main().router().outstanding()
                + renderers.stream().mapToLong(StormRenderer::outstanding).sum();
    }

    private void startRenderer() {
        RendererPlace renderer = wiring.newRenderer();
        if (mode.hasFullLinks()) {
            renderer.bound(FULL_LINK, FULL_LINK);
        }
        renderers.add(new StormRenderer(renderer, new StormPlace(renderer, ends), wiring.main(), main));
    }

    private void step() {
        StormRenderer renderer = renderers.get(random.nextInt(RENDERERS));
        StormPlace place = oneIn(RENDERERS + 1) ? main : renderer.place();
        switch (random.nextInt(20)) {
            case 0 -> open(place);
            case 1, 2, 3, 4 -> place.any(random).ifPresent(end -> post(place, end));
            case 5 -> giveToMain(renderer);
            case 6 -> takeFromMain(renderer);
            case 7 -> place.any(random).ifPresent(place::listen);
            case 8, 9, 10 -> renderer.up();
            case 11, 12, 13 -> renderer.down();
            case 14, 15 -> main.runOne();
            case 16 -> close(place);
            case 17 -> kill(renderer);
            default -> renderer.place().runOne();
        }
    }

    private void open(StormPlace place) {
        if (ports() < PLENTY_OF_PORTS) {
            place.open();
        }
    }

    private void post(StormPlace place, StormEnd end) {
        List<StormEnd> passengers = oneIn(POSTS_PER_CARRIER) ? place.passengersOf(end, random) : List.of();
        int padding = random.nextInt(oneIn(POSTS_PER_LARGE) ? LARGE_PADDING : SMALL_PADDING);
        try {
            moves += place.post(end, passengers, padding) ? passengers.size() : 0;
        } catch (QueueFullException noRoom) {
            refused++;
        }
    }

    private void giveToMain(StormRenderer renderer) {
        List<StormEnd> leaving = renderer.place().some(random);
        send(leaving, () -> renderer.giveToMain(leaving));
    }

    private void takeFromMain(StormRenderer renderer) {
        List<StormEnd> leaving = main.some(random);
        send(leaving, () -> renderer.takeFromMain(leaving));
    }

    private void send(List<StormEnd> leaving, Runnable message) {
        try {
            message.run();
            moves += leaving.size();
        } catch (QueueFullException linkIsFull) {
            refused++;
        }
    }

    private void close(StormPlace place) {
        if (mode.closes() && oneIn(CHANCES_TO_CLOSE)) {
            place.any(random).ifPresent(end -> {
                place.close(end);
                closed++;
            });
        }
    }

    private void kill(StormRenderer renderer) {
        if (!mode.kills() || !oneIn(CHANCES_TO_DIE)) {
            return;
        }
        renderers.remove(renderer); // what it counts is of no use to anybody
        if (random.nextBoolean()) {
            renderer.die();
        } else {
            renderer.dieButDeliver();
        }
        deaths++;
        startRenderer();
    }

    private void settle() {
        boolean moved = true;
        while (moved) {
            moved = main.runOne();
            for (StormRenderer renderer : renderers) {
                moved |= renderer.up();
                moved |= renderer.down();
                moved |= renderer.place().runOne();
            }
            checkCounts();
        }
    }

    private void checkCounts() {
        for (StormRenderer renderer : renderers) {
            assertThat(renderer.outstandingInMain())
                    .as("seed %s: main's count of what renderer %s has posted", seed, renderer.id())
                    .isBetween(0L, renderer.outstanding());
        }
    }

    private int ports() {
        return main.size()
                + renderers.stream()
                        .mapToInt(renderer -> renderer.place().size())
                        .sum();
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    /** How bad it is: each adds something to the one before. */
    enum Mode {
        PLAIN,
        TINY_WINDOWS,
        CLOSING,
        DEATHS,
        DEATHS_WITH_FULL_LINKS;

        private boolean hasTinyWindows() {
            return compareTo(TINY_WINDOWS) >= 0;
        }

        private boolean closes() {
            return compareTo(CLOSING) >= 0;
        }

        private boolean kills() {
            return compareTo(DEATHS) >= 0;
        }

        private boolean hasFullLinks() {
            return this == DEATHS_WITH_FULL_LINKS;
        }
    }
}
