package dev.covalent.common.port;

import dev.covalent.common.QueueFullException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages in order, bounded in bytes. Not thread-safe: used under the lock of the {@link PortSpace}. */
public final class MailQueue {
    private final Deque<Mail> mails = new ArrayDeque<>();
    private final long bound;
    private long bytes;

    /** Makes an empty queue that holds at most {@code bound} bytes. */
    public MailQueue(long bound) {
        this.bound = bound;
    }

    /**
     * Adds a message.
     *
     * @throws QueueFullException if it does not fit; nothing was added
     */
    public void offer(Mail mail) {
        if (mail.cost() > bound - bytes) {
            throw new QueueFullException("A message of " + mail.cost() + " bytes was not posted: " + mails.size()
                    + " messages of " + bytes + " bytes wait at the other port, which may hold " + bound
                    + ". Start that port, or post no more until its owner has answered.");
        }
        force(mail);
    }

    /** Adds a message that was accepted before, whatever the bound. */
    public void force(Mail mail) {
        mails.add(mail);
        bytes += mail.cost();
    }

    /** Removes and returns the first message, or null if there is none. */
    public @Nullable Mail poll() {
        Mail mail = mails.poll();
        if (mail != null) {
            bytes -= mail.cost();
        }
        return mail;
    }

    /** Empties the queue and returns what was in it. */
    public List<Mail> drain() {
        List<Mail> all = new ArrayList<>(mails);
        mails.clear();
        bytes = 0;
        return all;
    }

    /** Returns how many messages there are. */
    public int size() {
        return mails.size();
    }

    /** Tells whether there are none. */
    public boolean isEmpty() {
        return mails.isEmpty();
    }
}
