package dev.covalent.launcher.remote;

import dev.covalent.common.PropertyBag;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.PropertyChange.Kind;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A change of a bag with its values read, which compares. */
record Seen(
        String property,
        Kind kind,
        @Nullable Object before,
        @Nullable Object after,
        int originId) {

    static Seen of(PropertyChange change) {
        return new Seen(
                change.property(),
                change.kind(),
                change.oldValue().get(),
                change.newValue().get(),
                change.originId());
    }

    /** Listens to all changes of a bag, or of a place in one. */
    static LinkedBlockingQueue<Seen> at(PropertyBag bag) {
        LinkedBlockingQueue<Seen> heard = new LinkedBlockingQueue<>();
        bag.onChange(change -> heard.add(of(change)));
        return heard;
    }
}
