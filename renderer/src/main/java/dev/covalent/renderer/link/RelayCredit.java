package dev.covalent.renderer.link;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.link.HighWater;
import dev.covalent.common.link.QueueLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What this renderer has sent to other renderers, through main, and they have not yet taken. Each may be sent a window of
 * bytes; a stopped one so costs main a window for each sender, and the senders are told.
 *
 * <p>Thread-safe. Nothing is called while the lock is held.
 */
final class RelayCredit {
    private final QueueLimits limits;
    private final IntConsumer drained;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<Integer, Account> accounts = new HashMap<>();

    private static final class Account {
        private final HighWater highWater;
        private long outstanding;

        Account(long mark) {
            highWater = new HighWater(mark);
        }
    }

    /**
     * Makes one without accounts.
     *
     * @param drained is told the id of contents for which the amount had exceeded the mark and has fallen to half of it
     */
    RelayCredit(QueueLimits limits, IntConsumer drained) {
        this.limits = limits;
        this.drained = drained;
    }

    /**
     * Spends credit, before the message is sent; {@link #taken} gives it back.
     *
     * @return false if more than the mark is on its way now
     * @throws QueueFullException if the window is used up; nothing was spent
     */
    boolean spend(int webContentsId, long cost) {
        synchronized (lock) {
            Account account = accounts.get(webContentsId);
            if (account == null) {
                account = new Account(limits.windowMark());
                accounts.put(webContentsId, account);
            }
            if (account.outstanding > 0 && account.outstanding + cost > limits.window()) {
                throw new QueueFullException("Contents " + webContentsId + " have not taken " + account.outstanding
                        + " bytes of this renderer's messages yet, the most is " + limits.window()
                        + ": send less, wait for onDrain(" + webContentsId
                        + "), or raise MainProcess.builder().queueBound");
            }
            account.outstanding += cost;
            return account.highWater.rose(account.outstanding);
        }
    }

    /** Takes back what was spent, because the contents have taken it, or nothing was sent. */
    void taken(int webContentsId, long bytes) {
        boolean fell;
        synchronized (lock) {
            Account account = accounts.get(webContentsId);
            if (account == null) {
                return;
            }
            account.outstanding -= bytes;
            fell = account.highWater.fell(account.outstanding);
            if (account.outstanding <= 0) {
                accounts.remove(webContentsId);
            }
        }
        if (fell) {
            drained.accept(webContentsId);
        }
    }

    /** Returns how many bytes are on their way to those contents. */
    long outstanding(int webContentsId) {
        synchronized (lock) {
            @Nullable Account account = accounts.get(webContentsId);
            return account == null ? 0 : account.outstanding;
        }
    }
}
