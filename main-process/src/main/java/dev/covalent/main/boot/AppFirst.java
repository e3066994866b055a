package dev.covalent.main.boot;

import dev.covalent.common.EventType;
import dev.covalent.main.RemoteGetEvent;
import dev.covalent.main.WebContents;
import dev.covalent.main.access.RemoteGate;
import dev.covalent.main.app.AppLifecycle;
import dev.covalent.main.ipc.IpcContents;
import java.util.function.Consumer;

/**
 * Tells what renderers ask for on {@code app} first, then on the contents that ask.
 *
 * @param app the application
 */
record AppFirst(AppLifecycle app) implements RemoteGate.Listeners {

    @Override
    public <E extends RemoteGetEvent> void tell(EventType<E> type, E event, Consumer<Throwable> failures) {
        app.emit(type, event, failures);
        boolean unused = ((IpcContents) event.webContents()).emitter().emit(type, event, failures);
    }

    @Override
    public boolean hear(EventType<?> type, WebContents contents) {
        return app.hears(type) || ((IpcContents) contents).emitter().hears(type);
    }
}
