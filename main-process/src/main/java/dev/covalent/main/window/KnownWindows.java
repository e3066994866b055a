package dev.covalent.main.window;

import dev.covalent.common.ContentsHandle;
import dev.covalent.common.WindowHandle;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.remote.KnownObjects;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.RemoteGrants;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The windows and contents that cross between a page and main: the handles that the page got of them stand for main's own,
 * and main's own are there the page's handles. What it did not get there is not.
 *
 * @param windows has them
 * @param grants tells what the page may use, and learns what main passes to it
 */
public record KnownWindows(Supplier<WindowTable> windows, RemoteGrants grants) implements KnownObjects {

    /** Refers to main's own where the handle is declared that a page has, too; any other interface is called here. */
    @Override
    public @Nullable ObjectReference referenceTo(Object object, Class<?> type) {
        if (type == WindowHandle.class
                && object instanceof BrowserWindow window
                && windows.get().owns(window)) {
            grants.giveWindow(window.id(), window.webContents().id());
            return ObjectReference.window(Descriptions.of(window));
        }
        if (type == ContentsHandle.class
                && object instanceof WebContents contents
                && windows.get().owns(contents)) {
            grants.giveContents(contents.id());
            return ObjectReference.contents(contents.id());
        }
        return null;
    }

    @Override
    public @Nullable Object find(ObjectReference reference) {
        int id = (int) reference.number();
        if (id != reference.number()) {
            return null;
        }
        return switch (reference.kind()) {
            case WINDOW -> grants.reachesWindow(id) ? windows.get().fromId(id).orElse(null) : null;
            case CONTENTS ->
                grants.reachesContents(id) ? windows.get().webContentsFromId(id).orElse(null) : null;
            case PASSED, RETURNED -> null;
        };
    }
}
