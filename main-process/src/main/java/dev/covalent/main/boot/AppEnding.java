package dev.covalent.main.boot;

import dev.covalent.main.app.AppLifecycle;
import java.util.concurrent.CompletableFuture;

/** Ends an application: its windows, its utility processes, which pages may use until then, then everything else. Thread-safe. */
final class AppEnding implements AppLifecycle.Ending {
    private final MainAssembly parts;
    private final ShutdownHook hook;
    private final JvmExit jvmExit;

    AppEnding(MainAssembly parts, ShutdownHook hook, JvmExit jvmExit) {
        this.parts = parts;
        this.hook = hook;
        this.jvmExit = jvmExit;
    }

    @Override
    public CompletableFuture<Boolean> closeWindows() {
        return parts.windows().closeAll();
    }

    @Override
    public CompletableFuture<Void> endProcesses() {
        parts.utilities().refuseNew();
        return parts.utilities().closeAll(false);
    }

    @Override
    public CompletableFuture<Void> destroyAll() {
        parts.utilities().refuseNew();
        return CompletableFuture.allOf(
                parts.windows().destroyAll(), parts.utilities().closeAll(true));
    }

    @Override
    public boolean hasWindows() {
        return parts.windows().hasOwn();
    }

    @Override
    public void goOn() {
        parts.windows().reopen();
    }

    @Override
    public void release() {
        hook.remove();
        try {
            parts.release();
        } finally {
            jvmExit.follow(parts.app().ended());
        }
    }
}
