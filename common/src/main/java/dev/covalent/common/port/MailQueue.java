package dev.covalent.common.port;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages in order. They need no bound here: whoever posted them had credit for them.
 *
 * <p>Not thread-safe: used under the lock of the {@link PortSpace}.
 */
final class MailQueue {
    private final Deque<Mail> mails = new ArrayDeque<>();

    void add(Mail mail) {
        mails.add(mail);
    }

    /** Removes and returns the first message, or null if there is none. */
    @Nullable Mail poll() {
        return mails.poll();
    }

    /** Empties the queue and returns what was in it. */
    List<Mail> drain() {
        List<Mail> all = new ArrayList<>(mails);
        mails.clear();
        return all;
    }

    int size() {
        return mails.size();
    }

    boolean isEmpty() {
        return mails.isEmpty();
    }
}
