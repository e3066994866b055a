package dev.covalent.launcher.port;

import dev.covalent.common.MessagePort;
import java.util.ArrayList;
import java.util.List;

/**
 * One end of a channel of a {@link PortStorm}, wherever it is: each process that gets it is given another port for it.
 * Confined to one thread.
 */
final class StormEnd {
    private final int number;

    /** All that ever stood for it: kept, lest a garbage collector give back credit that was lost. */
    private final List<MessagePort> ports = new ArrayList<>();

    private boolean listening;
    private int sent;
    private int received;

    /** Makes an end that is held where its channel was opened. */
    StormEnd(int number, MessagePort port) {
        this.number = number;
        ports.add(port);
    }

    int number() {
        return number;
    }

    /** Returns the number of the channel, which is the higher the later it was opened. */
    int channel() {
        return number / 2;
    }

    /** Returns the port that stands for this end where it was held last. */
    MessagePort port() {
        return ports.get(ports.size() - 1);
    }

    /** Learns by which port it is held now; nobody listens there yet. */
    void arrive(MessagePort arrived) {
        ports.add(arrived);
        listening = false;
    }

    /** Notes that somebody listens to its port; returns false if somebody does already. */
    boolean startListening() {
        boolean first = !listening;
        listening = true;
        return first;
    }

    /** Returns how many messages were posted from this end; the next one has that number. */
    int sent() {
        return sent;
    }

    void countSent() {
        sent++;
    }

    /** Returns the number that the next message which arrives at this end has, and counts it. */
    int nextReceived() {
        return received++;
    }
}
