package dev.covalent.common.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.frame.ReferenceRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What another process is to be told of objects that this one holds no more: many at once, with the next frames that go
 * there or after a short delay. As each says how often the object was passed until then, it matters not what overtakes it.
 *
 * <p>Thread-safe.
 */
public final class ReferenceReleases {
    private final Consumer<Runnable> whenLeaving;
    private final Consumer<List<ReferenceRelease>> sender;
    private final Object lock = new Object();

    @GuardedBy("lock") private List<ReferenceRelease> waiting = new ArrayList<>();

    /**
     * Makes an empty list.
     *
     * @param whenLeaving runs an action together with the next frames that leave, or after a short delay
     * @param sender sends them
     */
    public ReferenceReleases(Consumer<Runnable> whenLeaving, Consumer<List<ReferenceRelease>> sender) {
        this.whenLeaving = whenLeaving;
        this.sender = sender;
    }

    /** Adds one. */
    public void add(ReferenceRelease release) {
        boolean first;
        synchronized (lock) {
            waiting.add(release);
            first = waiting.size() == 1;
        }
        if (first) {
            whenLeaving.accept(this::send);
        }
    }

    private void send() {
        List<ReferenceRelease> sent;
        synchronized (lock) {
            sent = waiting;
            waiting = new ArrayList<>();
        }
        sender.accept(sent);
    }
}
