package dev.covalent.common.port;

import dev.covalent.common.MessageEvent;
import dev.covalent.common.MessagePort;
import java.util.ArrayList;
import java.util.List;

/** What a port's listeners were given. Confined to the thread of the loop. */
public final class Received {
    private final List<Object> messages = new ArrayList<>();
    private final List<MessagePort> ports = new ArrayList<>();
    private int closes;

    private Received() {}

    /** Starts a port and records what it receives. */
    public static Received from(MessagePort port) {
        Received received = closesOf(port);
        port.onMessage(received::add);
        return received;
    }

    /** Records the close events of a port, and does not start it. */
    public static Received closesOf(MessagePort port) {
        Received received = new Received();
        port.onClose(() -> received.closes++);
        return received;
    }

    /** Returns the messages, in order. */
    public List<Object> messages() {
        return messages;
    }

    /** Returns the ports of all messages, in order. */
    public List<MessagePort> ports() {
        return ports;
    }

    /** Returns how many close events there were. */
    public int closes() {
        return closes;
    }

    private void add(MessageEvent event) {
        messages.add(event.data().get());
        ports.addAll(event.ports());
    }
}
