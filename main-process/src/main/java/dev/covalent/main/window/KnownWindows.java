package dev.covalent.main.window;

import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.remote.KnownObjects;
import dev.covalent.main.BrowserWindows;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The windows and contents that pages pass to main: the handles that they got of them stand for main's own.
 *
 * @param windows has them
 */
public record KnownWindows(Supplier<? extends BrowserWindows> windows) implements KnownObjects {

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
            case WINDOW -> windows.get().fromId(id).orElse(null);
            case CONTENTS -> windows.get().webContentsFromId(id).orElse(null);
            case PASSED, RETURNED -> null;
        };
    }
}
