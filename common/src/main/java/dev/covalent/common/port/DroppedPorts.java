package dev.covalent.common.port;

import dev.covalent.common.concurrent.Threads;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.List;

/**
 * Closes the ports that the application has dropped and that nobody can receive at any more, some time after the garbage
 * collector has noticed.
 *
 * <p>It keeps nothing alive. The inbox of a dropped port, and with it its listeners, is reachable from the other end or
 * from the table of a link, if there is anybody who should hear of the close; two ends that only know each other go without,
 * and with them what waited there, which counts no more.
 *
 * <p>Thread-safe. One thread does it for all the spaces of the JVM, and stays.
 */
final class DroppedPorts {
    private static final Cleaner CLEANER = Cleaner.create(body -> Threads.daemon("dropped-ports", body));

    private DroppedPorts() {}

    /** Watches a handle; to be called once for each. */
    static void watch(LocalPort port, PortInbox inbox) {
        CLEANER.register(port, new Watch(inbox)::dropped);
    }

    /** What there is to be done for a port, which refers to neither of the two ends. */
    private static final class Watch {
        private final PortSpace space;
        private final WeakReference<PortInbox> inbox;
        private final WeakReference<PortEnd> end;
        private final List<Tally> posted;

        Watch(PortInbox inbox) {
            PortEnd end = inbox.end();
            this.space = inbox.space();
            this.inbox = new WeakReference<>(inbox);
            this.end = new WeakReference<>(end);
            this.posted = List.of(end.posted(), end.other().posted());
        }

        void dropped() {
            PortInbox there = inbox.get();
            if (there != null) {
                there.dropped();
            } else if (end.refersTo(null)) { // else the port was transferred
                space.inSequence(() -> posted.forEach(Tally::clear));
            }
        }
    }
}
