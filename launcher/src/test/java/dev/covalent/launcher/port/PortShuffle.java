package dev.covalent.launcher.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessageEvent;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.TypeToken;
import dev.covalent.common.link.QueueLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Ports that wander at random among main and four renderers, by messages and through one another, while numbered messages
 * flow both ways and frames move one at a time in any order that the links allow. Main takes every frame: one that broke
 * the protocol would throw. Confined to one thread.
 */
final class PortShuffle {
    private static final int RENDERERS = 4;
    private static final int CHANNELS = 6;
    private static final int NOBODY = -1;
    private static final TypeToken<List<Integer>> NUMBERS = new TypeToken<>() {};

    private final Random random;
    private final Wiring wiring;
    private final MainPlace main;
    private final boolean closing;
    private final List<RendererPlace> renderers = new ArrayList<>();
    private final List<End> ends = new ArrayList<>();
    private final List<Deque<End>> toMain = new ArrayList<>();
    private final List<Deque<End>> fromMain = new ArrayList<>();
    private int moves;
    private int refused;

    /** Opens the channels; with {@code closing}, ends are closed on the way, and what they carry gets lost with them. */
    PortShuffle(long seed, QueueLimits limits, boolean closing) {
        this.random = new Random(seed);
        this.wiring = new Wiring(limits);
        this.main = wiring.main();
        this.closing = closing;
        openAll();
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        settle();
        assertThat(wiring.uncaught()).isEmpty();
    }

    List<End> ends() {
        return ends;
    }

    int moves() {
        return moves;
    }

    int refused() {
        return refused;
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

    private void step() {
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
            case 14 -> close(end);
            default -> renderer.loop().runOne();
        }
    }

    private void post(End end) {
        if (end.port != null) {
            post(end.port, end, NOBODY);
        }
    }

    private boolean post(MessagePort port, End end, int passenger, MessagePort... transfer) {
        List<Integer> message = new ArrayList<>(List.of(end.sent, passenger));
        message.addAll(Collections.nCopies(random.nextInt(20) == 0 ? 400 : random.nextInt(4), 0));
        try {
            boolean posted = port.postMessage(message, transfer);
            assertThat(posted || closing).as("posted at %s", end.id).isTrue();
            end.sent += posted ? 1 : 0;
            return posted;
        } catch (QueueFullException noCredit) {
            refused++;
            return false;
        }
    }

    private void close(End end) {
        if (closing && end.port != null && random.nextInt(20) == 0) {
            end.port.close();
            end.port = null;
        }
    }

    /** Sends a port through another, of a channel of a higher number: two in each other's queue would never get out. */
    private void postWith(End end, End passenger) {
        if (end.port != null
                && passenger.port != null
                && passenger.place == end.place
                && passenger.id / 2 < end.id / 2
                && post(end.port, end, passenger.id, passenger.port)) {
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

    /** Closes one end of each channel. */
    void closeHalf() {
        for (int i = 0; i < ends.size(); i += 2) {
            MessagePort port = ends.get(i).port;
            if (port != null) {
                port.close();
            }
        }
        settle();
    }

    /** Returns how many ports main and the renderers hold on behalf of each other. */
    int held() {
        return wiring.held();
    }

    /** Returns what all processes count as posted and not consumed. */
    long outstanding() {
        return wiring.outstanding();
    }

    private void receive(End end, MessageEvent event) {
        List<Integer> message = event.data().get(NUMBERS);
        assertThat(message.get(0)).as("next message at %s", end.id).isEqualTo(end.received++);
        if (message.get(1) != NOBODY) {
            ends.get(message.get(1)).arrive(end.place, event.ports().get(0));
        }
    }

    /** One end of a channel, wherever its port is. */
    final class End {
        private final int id;
        private Place place;
        private @Nullable MessagePort port;
        private boolean listening;
        private int sent;
        private int received;
        private int closes;

        private End(int id, Place place, MessagePort port) {
            this.id = id;
            this.place = place;
            arrive(place, port);
        }

        private void arrive(Place where, MessagePort arrived) {
            place = where;
            port = arrived;
            listening = false;
        }

        private void listen() {
            if (port != null && !listening) {
                listening = true;
                port.onMessage(event -> receive(this, event));
                port.onClose(() -> closes++);
            }
        }

        @Nullable MessagePort port() {
            return port;
        }

        int id() {
            return id;
        }

        int sent() {
            return sent;
        }

        int received() {
            return received;
        }

        int closes() {
            return closes;
        }

        End other() {
            return ends.get(id ^ 1);
        }
    }
}
