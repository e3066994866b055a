package dev.covalent.launcher.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessageEvent;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.TypeToken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What the application of one process of a {@link PortStorm} does with its ports. It checks that what arrives at a port is
 * what comes next there: a channel may end early, but no message is lost, doubled or overtaken before. Confined to one
 * thread.
 */
final class StormPlace {
    private static final int MOST_PASSENGERS = 3;
    private static final TypeToken<List<Integer>> NUMBERS = new TypeToken<>() {};

    private final Place place;
    private final List<StormEnd> everywhere;
    private final List<StormEnd> held = new ArrayList<>();

    /**
     * Makes a place without ports.
     *
     * @param everywhere the ends of all channels, by their numbers; those that are opened here are added
     */
    StormPlace(Place place, List<StormEnd> everywhere) {
        this.place = place;
        this.everywhere = everywhere;
    }

    /** Returns how many ports are held here. */
    int size() {
        return held.size();
    }

    /** Opens a channel. */
    void open() {
        MessageChannel channel = place.newChannel();
        held.add(newEnd(channel.port1()));
        held.add(newEnd(channel.port2()));
    }

    /** Picks a port that is held here, if there is one. */
    Optional<StormEnd> any(Random random) {
        return held.isEmpty() ? Optional.empty() : Optional.of(held.get(random.nextInt(held.size())));
    }

    /** Picks none, one or several ports that are held here, of one channel perhaps. */
    List<StormEnd> some(Random random) {
        return some(held, random);
    }

    /**
     * Picks some ports that may travel through another: those of earlier channels, as two in each other's queue would never
     * get out.
     */
    List<StormEnd> passengersOf(StormEnd carrier, Random random) {
        List<StormEnd> earlier =
                held.stream().filter(end -> end.channel() < carrier.channel()).toList();
        return some(earlier, random);
    }

    /**
     * Posts the next message to a port.
     *
     * @param padding how many numbers it has that mean nothing
     * @return false if it was dropped, and the passengers are still here
     * @throws QueueFullException if there is no room for it, and the passengers are still here
     */
    boolean post(StormEnd end, List<StormEnd> passengers, int padding) {
        List<Integer> message = new ArrayList<>();
        message.add(end.sent());
        passengers.forEach(passenger -> message.add(passenger.number()));
        message.addAll(Collections.nCopies(padding, 0));
        if (!end.port().postMessage(message, portsOf(passengers))) {
            return false;
        }
        end.countSent();
        release(passengers);
        return true;
    }

    /** Receives what comes to a port, from now on and as long as it stays here. */
    void listen(StormEnd end) {
        if (end.startListening()) {
            end.port().onMessage(event -> receive(end, event));
        }
    }

    /** Closes a port; what it has got already is still received, if somebody listens. */
    void close(StormEnd end) {
        held.remove(end);
        end.port().close();
    }

    /** Closes all ports that are held here. */
    void closeAll() {
        List.copyOf(held).forEach(this::close);
    }

    /** Lets go of ports that were sent away. */
    void release(List<StormEnd> sent) {
        held.removeAll(sent);
    }

    /** Takes the ports that came with a message of ipcMain or ipcRenderer; the ends are known by the order they were sent. */
    void takeArrived(Deque<StormEnd> sent) {
        while (place.hasPort()) {
            arrive(sent.remove(), place.takePort());
        }
    }

    /** Runs the next task of the event loop; returns false if there is none. */
    boolean runOne() {
        return place.loop().runOne();
    }

    static MessagePort[] portsOf(List<StormEnd> ends) {
        return ends.stream().map(StormEnd::port).toArray(MessagePort[]::new);
    }

    private static List<StormEnd> some(List<StormEnd> ends, Random random) {
        List<StormEnd> shuffled = new ArrayList<>(ends);
        Collections.shuffle(shuffled, random);
        return List.copyOf(shuffled.subList(0, Math.min(random.nextInt(MOST_PASSENGERS + 1), shuffled.size())));
    }

    private StormEnd newEnd(MessagePort port) {
        StormEnd end = new StormEnd(everywhere.size(), port);
        everywhere.add(end);
        return end;
    }

    private void arrive(StormEnd end, MessagePort port) {
        end.arrive(port);
        held.add(end);
    }

    private void receive(StormEnd end, MessageEvent event) {
        List<Integer> message = event.data().get(NUMBERS);
        assertThat(message.get(0)).as("next message at %s", end.number()).isEqualTo(end.nextReceived());
        for (int i = 0; i < event.ports().size(); i++) {
            arrive(everywhere.get(message.get(i + 1)), event.ports().get(i));
        }
    }
}
