package dev.covalent.renderer.remote;

import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.remote.KnownObjects;
import dev.covalent.renderer.link.MainLink;
import org.jspecify.annotations.Nullable;

/**
 * The windows and contents that a page passes to main: there they are main's own.
 *
 * @param link leads to the main process whose they are
 */
record KnownHandles(MainLink link) implements KnownObjects {

    @Override
    public @Nullable ObjectReference referenceTo(Object object) {
        if (object instanceof RemoteWindowImpl window && window.isOver(link)) {
            return ObjectReference.window(window.id());
        }
        return object instanceof RemoteContentsImpl contents && contents.isOver(link)
                ? ObjectReference.contents(contents.id())
                : null;
    }

    /** Finds nothing: main passes its windows like any other object. */
    @Override
    public @Nullable Object find(ObjectReference reference) {
        return null;
    }
}
