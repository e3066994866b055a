package dev.covalent.main.app;

import dev.covalent.common.remote.AppListener;
import dev.covalent.common.remote.AppPort;
import dev.covalent.main.App;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The application, as it is passed to pages. Thread-safe.
 *
 * @param app the application
 * @param listeners those of pages
 */
record PageApp(App app, PageListeners listeners) implements AppPort {

    @Override
    public CompletionStage<Void> quit() {
        app.quit();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> exit(int exitCode) {
        app.exit(exitCode);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void on(String event, AppListener listener) {
        listeners.on(event, listener);
    }

    @Override
    public CompletionStage<Void> off(String event, AppListener listener) {
        listeners.off(event, listener);
        return CompletableFuture.completedFuture(null);
    }
}
