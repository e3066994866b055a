package dev.covalent.main;

import dev.covalent.common.Channel;
import dev.covalent.common.Procedure;
import java.util.Objects;

/** Makes untyped listeners and handlers of typed ones. */
final class Typed {

    private Typed() {}

    static <T> IpcMain.Listener listener(Channel<T> channel, IpcMain.TypedListener<T> listener) {
        Objects.requireNonNull(listener, "listener");
        return (event, message) -> listener.on(event, channel.read(message));
    }

    static <A, R> IpcMain.Handler handler(Procedure<A, R> procedure, IpcMain.TypedHandler<A, R> handler) {
        Objects.requireNonNull(handler, "handler");
        return (event, message) -> handler.handle(event, procedure.readArgument(message));
    }
}
