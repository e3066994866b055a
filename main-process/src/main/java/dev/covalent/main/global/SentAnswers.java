package dev.covalent.main.global;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.payload.Payload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest answers to one renderer's calls that refer to objects. A renderer that cut a call, because its deadline was
 * over, never gets the answer, and says so: then what it refers to has not crossed.
 *
 * <p>Thread-safe.
 */
final class SentAnswers {
    /** More than a renderer may call at a time by far. */
    private static final int MOST = 1_024;

    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<Long, Parcel> sent = new LinkedHashMap<>();

    /** Those that were abandoned before they were answered. */
    @GuardedBy("lock") private final ArrayDeque<Long> abandoned = new ArrayDeque<>();

    /** Notes an answer; returns false if its call was abandoned before. */
    boolean add(long sequence, Parcel answer) {
        synchronized (lock) {
            if (abandoned.remove(sequence)) {
                return false;
            }
            sent.merge(sequence, new Parcel(Payload.NONE, answer.references()), SentAnswers::both);
            if (sent.size() > MOST) {
                sent.remove(sent.keySet().iterator().next());
            }
            return true;
        }
    }

    /** One call may bring several requests. */
    private static Parcel both(Parcel one, Parcel other) {
        List<ObjectReference> references = new ArrayList<>(one.references());
        references.addAll(other.references());
        return new Parcel(Payload.NONE, references);
    }

    /** Learns that a call was answered with what refers to nothing. */
    void forget(long sequence) {
        synchronized (lock) {
            abandoned.remove(sequence);
        }
    }

    /** Notes that a call was abandoned; returns its answer, null if there is none yet or it refers to nothing. */
    @Nullable Parcel abandon(long sequence) {
        synchronized (lock) {
            Parcel answer = sent.remove(sequence);
            if (answer == null) {
                abandoned.add(sequence);
                if (abandoned.size() > MOST) {
                    abandoned.remove();
                }
            }
            return answer;
        }
    }
}
