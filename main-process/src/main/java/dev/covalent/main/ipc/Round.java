package dev.covalent.main.ipc;

import dev.covalent.common.Arguments;
import dev.covalent.common.concurrent.Interrupts;
import dev.covalent.main.IpcMain;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Calls listeners with one message. Each runs, whatever the one before it threw. Confined to the turn.
 *
 * @param failed is told what a listener threw
 */
record Round(MainEvent event, Arguments arguments, Consumer<Throwable> failed)
        implements BiPredicate<String, IpcMain.Listener> {

    @Override
    public boolean test(String channel, IpcMain.Listener listener) {
        try {
            listener.on(event, arguments);
        } catch (Throwable thrown) { // one listener's failure must not keep the message from the others
            failed.accept(thrown);
        }
        Interrupts.forget();
        return true;
    }
}
