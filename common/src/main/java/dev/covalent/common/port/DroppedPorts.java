package dev.covalent.common.port;

import dev.covalent.common.concurrent.Collected;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Closes the ports that the application has dropped and that nobody can receive at any more, some time after the garbage
 * collector has noticed.
 *
 * <p>It keeps nothing alive. The inbox of a dropped port, and with it its listeners, is reachable from the other end or
 * from the table of a link, if there is anybody who should hear of the close; two ends that only know each other go without,
 * and with them what waited there, which counts no more.
 *
 * <p>Thread-safe.
 */
final class DroppedPorts {
    private DroppedPorts() {}

    /** Watches a handle; to be called once for each. */
    static void watch(LocalPort port, PortInbox inbox) {
        WeakReference<PortInbox> watched = new WeakReference<>(inbox);
        Collected.whenCollected(port, () -> dropped(watched.get()));
    }

    /** Watches a channel, by one of its ends: what waits there when nobody can reach either any more counts no more. */
    static void watch(PortSpace space, PortEnd end, List<Tally> posted) {
        Collected.whenCollected(end, () -> space.inSequence(() -> posted.forEach(Tally::clear)));
    }

    private static void dropped(@Nullable PortInbox inbox) {
        if (inbox != null) {
            inbox.dropped();
        }
    }
}
