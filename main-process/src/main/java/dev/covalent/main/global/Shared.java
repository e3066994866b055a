package dev.covalent.main.global;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.GlobalDescription;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is shared under a name. */
sealed interface Shared permits SharedBag, TypedObject {

    /** Returns the name that it is shared under. */
    String name();

    /** Returns what a renderer is told of it, which may pass it the object. */
    Described describedTo(PeerObjects peer);

    /**
     * What a renderer is told.
     *
     * @param name the name that it is shared under
     * @param type the name of the interface that it is shared as; null for a property bag, and for nothing
     * @param reference the object; null for a property bag
     */
    record Described(
            String name, @Nullable String type, @Nullable ObjectReference reference) {

        /** Makes the answer to the renderer's question. */
        Outcome answer() {
            return new Outcome.Success(new Parcel(
                    StructuredClone.encode(new GlobalDescription(name, type), "description"),
                    reference == null ? List.of() : List.of(reference)));
        }
    }
}
