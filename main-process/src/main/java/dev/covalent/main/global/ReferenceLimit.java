package dev.covalent.main.global;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.remote.PassedObjects;
import dev.covalent.main.session.RendererPeer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many of main's objects one renderer may hold: one that never lets go what methods give it must not fill main's heap.
 * Past {@link #MANY} the log says so, once.
 *
 * <p>Thread-safe.
 */
final class ReferenceLimit implements PassedObjects.Admission {
    static final int MANY = 250_000;
    static final int MOST = 1_000_000;

    private static final Logger log = LoggerFactory.getLogger(ReferenceLimit.class);
    private static final String REMEDY =
            " have its page drop or close (RemoteReference.close) those that it needs no more, or give it values."
                    + " `covalent ps --json` says of which interfaces they are";

    private final RendererPeer peer;
    private final int many;
    private final int most;
    private final AtomicBoolean warned = new AtomicBoolean();

    ReferenceLimit(RendererPeer peer) {
        this(peer, MANY, MOST);
    }

    ReferenceLimit(RendererPeer peer, int many, int most) {
        this.peer = peer;
        this.many = many;
        this.most = most;
    }

    @Override
    public void admit(int held) {
        if (held >= most) {
            throw new QueueFullException(
                    renderer() + " holds " + held + " of main's objects, which is the most:" + REMEDY);
        }
        if (held >= many && warned.compareAndSet(false, true)) {
            log.warn("{} holds {} of main's objects, and may hold {}:{}", renderer(), held, most, REMEDY);
        }
    }

    private String renderer() {
        return "Renderer " + peer.webContentsId() + " (pid " + peer.processId() + ")";
    }
}
