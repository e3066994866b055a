package dev.covalent.launcher.port;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.concurrent.ManualLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;

/** A process of a {@link Wiring}: main or a renderer. Confined to one thread. */
abstract class Place {
    private final ManualLoop loop = new ManualLoop();
    private final Deque<MessagePort> arrived = new ArrayDeque<>();

    final ManualLoop loop() {
        return loop;
    }

    /** Takes the port that came first of those that came with messages of ipcMain or ipcRenderer. */
    final MessagePort takePort() {
        MessagePort port = arrived.poll();
        if (port == null) {
            throw new NoSuchElementException("No port has arrived here");
        }
        return port;
    }

    final boolean hasPort() {
        return !arrived.isEmpty();
    }

    final void arrive(List<MessagePort> ports) {
        arrived.addAll(ports);
    }

    abstract MessageChannel newChannel();
}
