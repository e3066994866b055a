package dev.covalent.main.ipc;

import dev.covalent.main.IpcMain;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A handler and where it runs. Immutable.
 *
 * @param executor runs it; null for the loop's turn
 */
record Handling(IpcMain.Handler handler, @Nullable Executor executor) {
    Handling {
        Objects.requireNonNull(handler, "handler");
    }
}
