package dev.covalent.main.boot;

import dev.covalent.main.app.AppLifecycle;
import java.util.concurrent.CompletableFuture;

/** Ends an application: its windows, its utility processes, which pages may use until then, then everything else. Thread-safe. */
final class AppEnding implements AppLifecycle.Ending {
    private final MainAssembly parts;
    private final ShutdownHook hook;

    AppEnding(MainAssembly parts, ShutdownHook hook) {
        this.parts = parts;
        this.hook = hook;
    }

    @Override
    public CompletableFuture<Void> closeWindows(boolean destroy) {
        parts.utilities().refuseNew();
        CompletableFuture<Void> windows = parts.windows().closeAll(destroy);
        return destroy
                ? CompletableFuture.allOf(windows, parts.utilities().closeAll(true))
                : windows.thenCompose(closed -> parts.utilities().closeAll(false));
    }

    @Override
    public void release() {
        hook.remove();
        parts.release();
    }
}
