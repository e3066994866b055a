package dev.covalent.main.dispatch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.link.Receipt;
import dev.covalent.main.session.RendererSession;
import java.util.function.Consumer;

/**
 * What one renderer has sent to one other that is not yet taken, and what was taken and the sender does not know yet.
 *
 * <p>A good part of the window is confirmed at once, less goes with other frames: a stream is not answered message by
 * message. The sender learns later than this account, so it never finds itself with less credit than it believes to have.
 *
 * <p>Thread-safe. Nothing is called while the lock is held.
 */
final class RelayAccount implements Receipt {
    private final RendererSession sender;
    private final int webContentsId;
    private final QueueLimits limits;
    private final Consumer<RelayAccount> idle;
    private final Object lock = new Object();

    @GuardedBy("lock") private long outstanding;

    @GuardedBy("lock") private long untold;

    @GuardedBy("lock") private boolean riding;

    @GuardedBy("lock") private boolean retired;

    /**
     * Makes an account of nothing.
     *
     * @param idle is told when there is nothing on it any more; it is not used again
     */
    RelayAccount(RendererSession sender, int webContentsId, QueueLimits limits, Consumer<RelayAccount> idle) {
        this.sender = sender;
        this.webContentsId = webContentsId;
        this.limits = limits;
        this.idle = idle;
    }

    /**
     * Notes a message.
     *
     * @return false if the account is not used any more
     * @throws MalformedFrameException if it is more than the sender may send
     */
    boolean spend(long cost) {
        synchronized (lock) {
            if (retired) {
                return false;
            }
            if (outstanding > 0 && outstanding + cost > limits.window()) {
                throw new MalformedFrameException(sender + " sent " + cost + " bytes to contents " + webContentsId
                        + " although " + outstanding + " of at most " + limits.window() + " were not taken yet");
            }
            outstanding += cost;
            return true;
        }
    }

    @Override
    public void taken(long bytes) {
        boolean ride;
        boolean now;
        synchronized (lock) {
            outstanding -= bytes;
            untold += bytes;
            now = untold >= limits.confirmed();
            ride = !now && !riding;
            riding |= ride;
        }
        if (now) {
            tell();
        } else if (ride) {
            sender.whenLeaving(this::board);
        }
    }

    private void board() {
        synchronized (lock) {
            riding = false;
        }
        tell();
    }

    private void tell() {
        long told;
        boolean over;
        synchronized (lock) {
            told = untold;
            untold = 0;
            over = outstanding == 0 && !riding && !retired;
            retired |= over;
        }
        if (over) {
            idle.accept(this);
        }
        if (told > 0) {
            sender.post(new Downstream.RelayTaken(webContentsId, told));
        }
    }
}
