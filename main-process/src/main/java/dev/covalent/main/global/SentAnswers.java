package dev.covalent.main.global;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.payload.Payload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
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

    /** Nobody tells that an answer has arrived, so that large ones are not kept as long as small ones are. */
    private static final int MOST_REFERENCES = 16_384;

    private final Object lock = new Object();

    /** What the answers refer to: the numbers of main's objects, and those of the renderer's negated. */
    @GuardedBy("lock") private final Map<Long, long[]> sent = new LinkedHashMap<>();

    @GuardedBy("lock") private int references;

    /** Those that were abandoned before they were answered. */
    @GuardedBy("lock") private final ArrayDeque<Long> abandoned = new ArrayDeque<>();

    /** Notes an answer; returns false if its call was abandoned before. */
    boolean add(long sequence, Parcel answer) {
        long[] numbers = answer.references().stream()
                .mapToLong(reference -> reference.isReturned() ? -reference.number() : reference.number())
                .toArray();
        synchronized (lock) {
            if (abandoned.remove(sequence)) {
                return false;
            }
            sent.merge(sequence, numbers, SentAnswers::both);
            references += numbers.length;
            while (sent.size() > MOST || (references > MOST_REFERENCES && sent.size() > 1)) {
                Iterator<long[]> oldest = sent.values().iterator();
                references -= oldest.next().length;
                oldest.remove();
            }
            return true;
        }
    }

    /** One call may bring several requests. */
    private static long[] both(long[] one, long[] other) {
        return LongStream.concat(LongStream.of(one), LongStream.of(other)).toArray();
    }

    /** Learns that a call was answered with what refers to nothing. */
    void forget(long sequence) {
        synchronized (lock) {
            abandoned.remove(sequence);
        }
    }

    /** Notes that a call was abandoned; returns what its answer refers to, null if there is none yet or nothing. */
    @Nullable Parcel abandon(long sequence) {
        synchronized (lock) {
            long[] numbers = sent.remove(sequence);
            if (numbers == null) {
                abandoned.add(sequence);
                if (abandoned.size() > MOST) {
                    abandoned.remove();
                }
                return null;
            }
            references -= numbers.length;
            return new Parcel(Payload.NONE, referencesOf(numbers));
        }
    }

    private static List<ObjectReference> referencesOf(long[] numbers) {
        List<ObjectReference> references = new ArrayList<>(numbers.length);
        for (long number : numbers) {
            references.add(number < 0 ? ObjectReference.back(-number) : ObjectReference.to(number, ""));
        }
        return references;
    }
}
