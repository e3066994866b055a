package dev.covalent.common.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.ReferenceRelease;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The objects of this process that it passed to another one, by number. One object has one number, whatever it was passed
 * as, so the other process can recognize it; what may be called on it is what the interfaces have that it was passed as. An
 * object is kept until the other process has released it as often as it was passed: so it stays when it is passed again
 * while the other says that it holds it no more.
 *
 * <p>A number means nothing to anybody but the one process that the table is for.
 *
 * <p>Thread-safe. Nobody is called under the lock but conditions.
 */
public final class PassedObjects {
    private final Labels labels;
    private final Admission admission;
    private final AtomicLong lastNumber = new AtomicLong();
    private final Object lock = new Object();

    @GuardedBy("lock") private IdentityHashMap<Object, Passed> byObject = new IdentityHashMap<>();

    @GuardedBy("lock") private Map<Long, Passed> byNumber = new HashMap<>();

    @GuardedBy("lock") private final PeakSize peak = new PeakSize();

    @GuardedBy("lock") private boolean closed;

    /** Says whether something holds; quick, and without a lock. */
    @FunctionalInterface
    public interface Condition {

        /** Tells whether it holds. */
        boolean holds();
    }

    /** Says what people call an object. */
    @FunctionalInterface
    public interface Labels {

        /** Returns what an object is called that is passed for the first time. */
        String of(RemoteInterface type, long number);
    }

    /** Says whether one more object may be passed. */
    @FunctionalInterface
    public interface Admission {

        /**
         * Learns that an object is to be passed that the other process does not hold.
         *
         * @param held how many it holds
         * @throws QueueFullException if that is the most
         */
        void admit(int held);
    }

    /**
     * What may be called.
     *
     * @param object the object
     * @param method its method
     */
    public record Callee(Object object, RemoteMethod method) {

        /** Tells whether it does no more than to give a stage that was passed, so that to call it runs no code of the user's. */
        public boolean givesStage() {
            return object instanceof GivenStage;
        }
    }

    /** Makes a table without objects, which may have any number. */
    public PassedObjects(Labels labels) {
        this(labels, held -> {});
    }

    /**
     * Makes a table without objects.
     *
     * @param admission is asked before an object is passed that the other process does not hold
     */
    public PassedObjects(Labels labels, Admission admission) {
        this.labels = labels;
        this.admission = admission;
    }

    /**
     * Returns what crosses in place of an object, which {@link #allow} is to say when it does.
     *
     * @throws QueueFullException if the other process holds as many as it may
     */
    ObjectReference pass(Object object, RemoteInterface type) {
        ObjectReference first = isNew(object) ? firstReference(type) : null;
        synchronized (lock) {
            Passed passed = entry(object, first);
            passed.count++;
            return passed.reference;
        }
    }

    /** Returns what crosses in place of an object that is passed by itself, and not in a value. */
    public ObjectReference passFreely(Object object, RemoteInterface type) {
        ObjectReference reference = pass(object, type);
        allow(reference, type);
        return reference;
    }

    /**
     * Returns what crosses in place of an object that may be called as this interface only as long as a condition holds,
     * unless it is passed as it otherwise, too.
     */
    public ObjectReference passWhile(Condition condition, Object object, RemoteInterface type, String label) {
        boolean unused = isNew(object);
        ObjectReference first = ObjectReference.to(lastNumber.incrementAndGet(), label);
        synchronized (lock) {
            Passed passed = entry(object, first);
            Face face = passed.face(type);
            face.conditions.removeIf(old -> !old.holds());
            face.conditions.add(condition);
            passed.count++;
            return ObjectReference.to(passed.reference.number(), label);
        }
    }

    /**
     * Tells whether the other process does not hold an object yet.
     *
     * @throws QueueFullException if it does not, and may not hold another
     */
    private boolean isNew(Object object) {
        boolean added = !isKnown(object);
        if (added) {
            admission.admit(size());
        }
        return added;
    }

    private ObjectReference firstReference(RemoteInterface type) {
        long number = lastNumber.incrementAndGet();
        return ObjectReference.to(number, labels.of(type, number));
    }

    /** Returns the entry of an object; if it has none, or has it no more, a new one with that reference. */
    @GuardedBy("lock") private Passed entry(Object object, @Nullable ObjectReference first) {
        Passed known = byObject.get(object);
        if (known != null) {
            return known;
        }
        ObjectReference reference = first == null ? ObjectReference.to(lastNumber.incrementAndGet(), "") : first;
        Passed added = new Passed(object, reference);
        if (!closed) {
            byObject.put(object, added);
            byNumber.put(reference.number(), added);
            peak.grown(byNumber.size());
        }
        return added;
    }

    private boolean isKnown(Object object) {
        synchronized (lock) {
            return byObject.containsKey(object);
        }
    }

    /** Lets an object that crosses be called as what it is passed as, and that whatever conditions it was passed under. */
    void allow(ObjectReference reference, RemoteInterface type) {
        synchronized (lock) {
            Passed passed = byNumber.get(reference.number());
            if (passed != null) {
                passed.face(type).free = true;
            }
        }
    }

    /** Learns that a reference does not cross after all. */
    void retract(ObjectReference reference) {
        release(new ReferenceRelease(reference.number(), 1, 0));
    }

    /** Learns that the other process holds an object no more; an unknown one is ignored. */
    public void release(ReferenceRelease release) {
        synchronized (lock) {
            Passed passed = byNumber.get(release.object());
            if (passed != null) {
                passed.count -= release.passed();
                passed.due += release.returned();
                forgetIfReleased(passed);
            }
        }
    }

    /** Returns an object that the other process passes back; null if it does not hold it, or may not use it any more. */
    @Nullable Object cameBack(ObjectReference returned) {
        synchronized (lock) {
            Passed passed = byNumber.get(returned.number());
            if (passed == null) {
                return null;
            }
            passed.cameBack++;
            forgetIfReleased(passed);
            return passed.isAvailable() ? passed.object : null;
        }
    }

    @GuardedBy("lock") private void forgetIfReleased(Passed passed) {
        if (passed.count <= 0 && passed.cameBack >= passed.due) {
            byNumber.remove(passed.reference.number());
            byObject.remove(passed.object);
            if (peak.isSparse(byNumber.size())) {
                byNumber = new HashMap<>(byNumber);
                byObject = new IdentityHashMap<>(byObject);
            }
        }
    }

    /** Returns what a call of the other process reaches; null if it may not call that, or nothing has that number. */
    public @Nullable Callee find(long number, String method) {
        synchronized (lock) {
            Passed passed = byNumber.get(number);
            RemoteMethod found = passed == null ? null : passed.find(method);
            return passed == null || found == null ? null : new Callee(passed.object, found);
        }
    }

    /** Returns a method of what was passed, whether or not it may be called; null if nothing passed has it. */
    public @Nullable RemoteMethod known(long number, String method) {
        synchronized (lock) {
            Passed passed = byNumber.get(number);
            return passed == null ? null : passed.known(method);
        }
    }

    /** Tells whether a method that was not found is one of what was passed, only that it may not be called any more. */
    public boolean isWithdrawn(long number, String method) {
        synchronized (lock) {
            Passed passed = byNumber.get(number);
            return passed == null || !passed.isAvailable() || passed.known(method) != null;
        }
    }

    /** Returns how many objects the other process holds. */
    public int size() {
        synchronized (lock) {
            return byNumber.size();
        }
    }

    /** Counts the objects that the other process holds. */
    public InterfaceCounts counts() {
        synchronized (lock) {
            return InterfaceCounts.of(
                    byNumber.size(),
                    byNumber.values().stream()
                            .flatMap(passed -> passed.faces.stream().map(face -> face.type)));
        }
    }

    /** Forgets everything, because the other process is gone; what is passed later is not kept. */
    public void close() {
        synchronized (lock) {
            closed = true;
            byObject.clear();
            byNumber.clear();
        }
    }

    /** An object; guarded by the table's lock, but for what does not change. */
    private static final class Passed {
        private final Object object;
        private final ObjectReference reference;

        /** As what it was passed; mostly as one thing. */
        private final List<Face> faces = new ArrayList<>(1);

        /** How often it was passed, less what the other process has released. */
        private long count;

        /** How often it was passed back, and how often that must be before it is forgotten. */
        private long cameBack;

        private long due;

        Passed(Object object, ObjectReference reference) {
            this.object = object;
            this.reference = reference;
        }

        Face face(RemoteInterface type) {
            for (Face face : faces) {
                if (face.type.equals(type)) {
                    return face;
                }
            }
            Face added = new Face(type);
            faces.add(added);
            return added;
        }

        boolean isAvailable() {
            return faces.stream().anyMatch(Face::isAvailable);
        }

        @Nullable RemoteMethod known(String method) {
            for (Face face : faces) {
                RemoteMethod found = face.type.find(method);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }

        @Nullable RemoteMethod find(String method) {
            for (Face face : faces) {
                RemoteMethod found = face.isAvailable() ? face.type.find(method) : null;
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
    }

    /** An object as one interface; guarded by the table's lock. */
    private static final class Face {
        private final RemoteInterface type;

        /** Under which conditions it may be called; they matter only if it is not {@link #free}. */
        private final Set<Condition> conditions = Collections.newSetFromMap(new IdentityHashMap<>(1));

        private boolean free;

        Face(RemoteInterface type) {
            this.type = type;
        }

        boolean isAvailable() {
            if (free) {
                return true;
            }
            for (Condition condition : conditions) {
                if (condition.holds()) {
                    return true;
                }
            }
            return false;
        }
    }
}
