package dev.covalent.common.remote;

import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.clone.IncomingReferences;
import dev.covalent.common.clone.OutgoingReferences;
import dev.covalent.common.clone.ReferenceTypes;
import dev.covalent.common.clone.Target;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What two processes have of each other's objects, seen from one of them. An object that goes back to its owner is there
 * what it was.
 *
 * <p>Thread-safe.
 */
public final class ObjectSpace {
    private final PassedObjects own;
    private final HeldReferences held;
    private final KnownObjects known;

    /** Makes a space of both tables, and of what both processes know anyway. */
    public ObjectSpace(PassedObjects own, HeldReferences held, KnownObjects known) {
        this.own = own;
        this.held = held;
        this.known = known;
    }

    /** Encodes what may refer to objects; if that fails, none crosses. */
    Parcel encode(ReferencePositions positions, Function<OutgoingReferences, Payload> encoder) {
        Outgoing outgoing = new Outgoing(positions);
        boolean encoded = false;
        try {
            Payload payload = encoder.apply(outgoing);
            outgoing.grant();
            encoded = true;
            return new Parcel(payload, outgoing.references);
        } finally {
            if (!encoded) {
                retract(outgoing.references);
            }
        }
    }

    /** Learns that what was encoded is not sent. */
    public void retract(Parcel parcel) {
        retract(parcel.references());
    }

    private void retract(List<ObjectReference> references) {
        for (ObjectReference reference : references) {
            if (reference.isReturned()) {
                held.retract(reference);
            } else if (reference.isPassed()) {
                own.retract(reference);
            }
        }
    }

    /** Decodes what may refer to objects. What was not asked for is released. */
    <T extends @Nullable Object> T decode(
            Parcel parcel, ReferencePositions positions, RemoteMethod origin, Function<IncomingReferences, T> decoder) {
        Incoming incoming = new Incoming(parcel.references(), positions, origin);
        try {
            return decoder.apply(incoming);
        } finally {
            settle(parcel);
        }
    }

    /** Decodes what refers to nothing, whatever the peer says. */
    <T extends @Nullable Object> T without(Parcel parcel, Supplier<T> decoder) {
        discard(parcel);
        return decoder.get();
    }

    /** Counts the references of what nobody reads. */
    public void discard(Parcel parcel) {
        for (ObjectReference reference : parcel.references()) {
            if (reference.isReturned()) {
                Object unused = own.cameBack(reference);
            } else if (reference.isPassed()) {
                held.arrived(reference);
            }
        }
        settle(parcel);
    }

    private void settle(Parcel parcel) {
        for (ObjectReference reference : parcel.references()) {
            if (reference.isPassed()) {
                held.settle(reference);
            }
        }
    }

    /** Returns the proxy of an object that crossed for itself, and not in a value. */
    public Object proxyFor(ObjectReference reference, RemoteInterface type) {
        held.arrived(reference);
        try {
            return held.proxyFor(reference, type, null);
        } finally {
            held.settle(reference);
        }
    }

    /** An object, and as what it is passed. */
    private record Grant(ObjectReference reference, RemoteInterface type) {}

    /** What one message passes. Confined to its encoding. */
    private final class Outgoing implements OutgoingReferences {
        private final ReferencePositions positions;
        private final List<ObjectReference> references = new ArrayList<>();
        private final IdentityHashMap<Object, Integer> indexes = new IdentityHashMap<>();
        private final Set<Grant> granted = new HashSet<>();

        Outgoing(ReferencePositions positions) {
            this.positions = positions;
        }

        @Override
        public ReferenceTypes types() {
            return positions;
        }

        @Override
        public int indexOf(Object object, Target type) {
            HeldObject foreign = held.find(object);
            Integer before = indexes.get(object);
            if (foreign != null) {
                return before == null ? add(object, held.giveBack(foreign)) : before;
            }
            ObjectReference everybodys =
                    known.referenceTo(object, positions.get(type).type());
            if (everybodys != null) {
                return before == null ? add(object, everybodys) : before;
            }
            RemoteInterface table = tableFor(object, type);
            int index = before == null ? add(object, own.pass(object, table)) : before;
            granted.add(new Grant(references.get(index), table));
            return index;
        }

        private int add(Object object, ObjectReference reference) {
            references.add(reference);
            indexes.put(object, references.size() - 1);
            return references.size() - 1;
        }

        private RemoteInterface tableFor(Object object, Target type) {
            ReferenceType as = positions.get(type);
            RemoteInterface table = as.table();
            if (!as.type().isInstance(object)) { // possible through raw types
                throw new IllegalArgumentException(
                        object.getClass().getName() + ", where a " + as.type().getName() + " is declared");
            }
            if (table == null) {
                throw new IllegalArgumentException(as.problem());
            }
            return table;
        }

        /** Lets the objects be called as what they are passed as, now that they are. */
        void grant() {
            granted.forEach(grant -> own.allow(grant.reference(), grant.type()));
        }
    }

    /** What one message brought. Confined to its decoding. */
    private final class Incoming implements IncomingReferences {
        private final List<ObjectReference> references;
        private final ReferencePositions positions;
        private final RemoteMethod origin;

        /** Those of this process itself, and those that every process knows, by index. */
        private final @Nullable Object[] own;

        Incoming(List<ObjectReference> references, ReferencePositions positions, RemoteMethod origin) {
            this.references = references;
            this.positions = positions;
            this.origin = origin;
            this.own = new @Nullable Object[references.size()];
            for (int i = 0; i < own.length; i++) {
                ObjectReference reference = references.get(i);
                switch (reference.kind()) {
                    case PASSED -> held.arrived(reference);
                    case RETURNED -> own[i] = ObjectSpace.this.own.cameBack(reference);
                    case WINDOW, CONTENTS -> own[i] = known.find(reference);
                }
            }
        }

        @Override
        public ReferenceTypes types() {
            return positions;
        }

        @Override
        public Object at(int index, Target type) {
            if (index < 0 || index >= references.size()) {
                throw new IllegalArgumentException(
                        "found object " + index + " of " + references.size() + ", expected a " + type);
            }
            ObjectReference reference = references.get(index);
            ReferenceType as = positions.get(type);
            if (reference.isPassed()) {
                RemoteInterface table = as.table();
                if (table == null) {
                    throw new IllegalArgumentException("found " + as.problem());
                }
                return held.proxyFor(reference, table, origin);
            }
            Object object = own[index];
            if (object == null) {
                throw missing(reference, as, type);
            }
            if (!as.type().isInstance(object)) {
                throw new IllegalArgumentException(
                        "found a reference to a " + object.getClass().getName() + ", expected a " + type);
            }
            return object;
        }

        private RuntimeException missing(ObjectReference reference, ReferenceType as, Target type) {
            return reference.isReturned()
                    ? new MissingRemoteObjectException("Cannot pass missing remote object '"
                            + as.type().getSimpleName() + "#" + reference.number() + "' to "
                            + origin.described() + ": its process has unshared it, or never passed it here")
                    : new IllegalArgumentException("found a reference to a window or contents of id "
                            + reference.number() + ", of which there are none any more; expected a " + type);
        }
    }
}
