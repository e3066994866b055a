package dev.covalent.main.global;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.frame.CallbackRelease;
import dev.covalent.common.frame.Downstream;
import dev.covalent.main.session.RendererPeer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a renderer is to be told of callbacks that main holds no more: many at once, with the next frames that go there or
 * after a short delay. As each says how often the callback was passed until then, it matters not what overtakes it.
 *
 * <p>Thread-safe.
 */
final class CallbackReleases {
    private final RendererPeer peer;
    private final Object lock = new Object();

    @GuardedBy("lock") private List<CallbackRelease> waiting = new ArrayList<>();

    CallbackReleases(RendererPeer peer) {
        this.peer = peer;
    }

    /** Adds one. */
    void add(CallbackRelease release) {
        boolean first;
        synchronized (lock) {
            waiting.add(release);
            first = waiting.size() == 1;
        }
        if (first) {
            peer.whenLeaving(this::send);
        }
    }

    private void send() {
        List<CallbackRelease> sent;
        synchronized (lock) {
            sent = waiting;
            waiting = new ArrayList<>();
        }
        peer.post(new Downstream.CallbacksReleased(sent));
    }
}
