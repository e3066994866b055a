package dev.covalent.renderer.remote;

import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.common.remote.KnownObjects;
import org.jspecify.annotations.Nullable;

/**
 * The windows and contents that cross between a page and main: there they are main's own, here the page's handles of them,
 * one of each.
 *
 * @param windows has the handles
 */
record KnownHandles(RemoteWindows windows) implements KnownObjects {

    @Override
    public @Nullable ObjectReference referenceTo(Object object, Class<?> type) {
        if (object instanceof RemoteWindowImpl window && window.isOf(windows)) {
            return ObjectReference.window(window.description());
        }
        return object instanceof RemoteContentsImpl contents && contents.isOf(windows)
                ? ObjectReference.contents(contents.id())
                : null;
    }

    @Override
    public @Nullable Object find(ObjectReference reference) {
        WindowDescription window = reference.window();
        return window == null ? windows.contentsOf(Math.toIntExact(reference.number())) : windows.handle(window);
    }
}
