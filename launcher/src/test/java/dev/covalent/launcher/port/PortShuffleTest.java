package dev.covalent.launcher.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessageEvent;
import dev.covalent.common.MessagePort;
import dev.covalent.common.TypeToken;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * MC-07 at random: ports wander among main and four renderers, by messages and through one another, while numbered
 * messages flow both ways and frames move one at a time in any order that the links allow. Every message arrives exactly
 * once, in order, at whoever holds the port.
 */
final class PortShuffleTest {
    private static final int RENDERERS = 4;
    private static final int CHANNELS = 6;
    private static final int STEPS = 4_000;
    private static final TypeToken<List<Integer>> NUMBERS = new TypeToken<>() {};

    private final Wiring wiring = new Wiring();
    private final MainPlace main = wiring.main();
    private final List<RendererPlace> renderers = new ArrayList<>();
    private final List<End> ends = new ArrayList<>();
    private final List<Deque<End>> toMain = new ArrayList<>();
    private final List<Deque<End>> fromMain = new ArrayList<>();
    private int moves;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void wanderingPorts_deliverEverythingOnceAndInOrder(long seed) {
        Random random = new Random(seed);
        openAll();

        for (int i = 0; i < STEPS; i++) {
            step(random);
        }
        settle();

        assertThat(wiring.uncaught()).as("seed %s", seed).isEmpty();
        assertThat(moves).as("seed %s: transfers", seed).isGreaterThan(STEPS / 100);
        for (End end : ends) {
            assertThat(end.port)
                    .as("seed %s: port %s has arrived", seed, end.id)
                    .isNotNull();
            assertThat(end.received).as("seed %s: messages at %s", seed, end.id).isEqualTo(end.other().sent);
            assertThat(Objects.requireNonNull(end.port).bufferedAmount())
                    .as("seed %s: credit that %s has not got back", seed, end.id)
                    .isZero();
        }
        closeAll(seed);
    }

    private void openAll() {
        for (int i = 0; i < RENDERERS; i++) {
            RendererPlace renderer = wiring.newRenderer();
            renderers.add(renderer);
            toMain.add(new ArrayDeque<>());
            fromMain.add(new ArrayDeque<>());
        }
        for (int i = 0; i < CHANNELS; i++) {
            Place place = i % 2 == 0 ? main : renderers.get(i % RENDERERS);
            MessageChannel channel = place.newChannel();
            ends.add(new End(ends.size(), place, channel.port1()));
            ends.add(new End(ends.size(), place, channel.port2()));
        }
    }

    private void step(Random random) {
        End end = ends.get(random.nextInt(ends.size()));
        RendererPlace renderer = renderers.get(random.nextInt(RENDERERS));
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> post(end);
            case 3, 4 -> transfer(end, renderer);
            case 5 -> postWith(end, ends.get(random.nextInt(ends.size())));
            case 6 -> end.listen();
            case 7, 8, 9 -> up(renderer);
            case 10, 11, 12 -> down(renderer);
            case 13 -> main.loop().runOne();
            default -> renderer.loop().runOne();
        }
    }

    private static void post(End end) {
        if (end.port != null) {
            assertThat(end.port.postMessage(List.of(end.sent++))).isTrue();
        }
    }

    /** Sends a port through another, of a channel of a higher number: two in each other's queue would never get out. */
    private void postWith(End end, End passenger) {
        if (end.port != null
                && passenger.port != null
                && passenger.place == end.place
                && passenger.id / 2 < end.id / 2) {
            assertThat(end.port.postMessage(List.of(end.sent++, passenger.id), passenger.port))
                    .isTrue();
            passenger.port = null;
            moves++;
        }
    }

    /** Sends a port with a message of ipcRenderer or webContents. */
    private void transfer(End end, RendererPlace renderer) {
        if (end.port == null) {
            return;
        }
        if (end.place instanceof RendererPlace owner) {
            owner.give(end.port);
            toMain.get(owner.webContentsId() - 1).add(end);
        } else {
            assertThat(main.give(renderer, end.port)).isTrue();
            fromMain.get(renderer.webContentsId() - 1).add(end);
        }
        end.port = null;
        moves++;
    }

    private boolean up(RendererPlace renderer) {
        boolean moved = renderer.pumpUp(main);
        if (main.hasPort()) {
            toMain.get(renderer.webContentsId() - 1).remove().arrive(main, main.takePort());
        }
        return moved;
    }

    private boolean down(RendererPlace renderer) {
        boolean moved = renderer.pumpDown();
        if (renderer.hasPort()) {
            fromMain.get(renderer.webContentsId() - 1).remove().arrive(renderer, renderer.takePort());
        }
        return moved;
    }

    private void settle() {
        boolean moved = true;
        while (moved) {
            ends.forEach(End::listen);
            moved = main.loop().runOne();
            for (RendererPlace renderer : renderers) {
                moved |= up(renderer);
                moved |= down(renderer);
                moved |= renderer.loop().runOne();
            }
        }
    }

    /** Closes one end of each channel; the other hears of it once, and nobody holds anything any more. */
    private void closeAll(long seed) {
        for (int i = 0; i < ends.size(); i += 2) {
            MessagePort port = ends.get(i).port;
            if (port != null) {
                port.close();
            }
        }
        settle();
        for (End end : ends) {
            assertThat(end.closes)
                    .as("seed %s: close events at %s", seed, end.id)
                    .isEqualTo(1);
        }
        assertThat(main.router().size()).as("seed %s: held for renderers", seed).isZero();
        for (RendererPlace renderer : renderers) {
            assertThat(renderer.table().size()).as("seed %s: open", seed).isZero();
        }
    }

    private void receive(End end, MessageEvent event) {
        List<Integer> message = event.data().get(NUMBERS);
        assertThat(message.get(0)).as("next message at %s", end.id).isEqualTo(end.received++);
        if (message.size() > 1) {
            ends.get(message.get(1)).arrive(end.place, event.ports().get(0));
        }
    }

    /** One end of a channel, wherever its port is. */
    private final class End {
        private final int id;
        private Place place;
        private @Nullable MessagePort port;
        private boolean listening;
        private int sent;
        private int received;
        private int closes;

        End(int id, Place place, MessagePort port) {
            this.id = id;
            this.place = place;
            arrive(place, port);
        }

        void arrive(Place where, MessagePort arrived) {
            place = where;
            port = arrived;
            listening = false;
        }

        void listen() {
            if (port != null && !listening) {
                listening = true;
                port.onMessage(event -> receive(this, event));
                port.onClose(() -> closes++);
            }
        }

        End other() {
            return ends.get(id ^ 1);
        }
    }
}
