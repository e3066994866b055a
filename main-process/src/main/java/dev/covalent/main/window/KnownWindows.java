package dev.covalent.main.window;

import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.remote.KnownObjects;
import dev.covalent.main.BrowserWindows;
import dev.covalent.main.session.RemoteGrants;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The windows and contents that a page passes to main: the handles that it got of them stand for main's own. What it did not
 * get there is not.
 *
 * @param windows has them
 * @param grants tells what the page may use
 */
public record KnownWindows(Supplier<? extends BrowserWindows> windows, RemoteGrants grants) implements KnownObjects {

    /** Returns nothing: what main passes of them is called like any other object. */
    @Override
    public @Nullable ObjectReference referenceTo(Object object) {
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
