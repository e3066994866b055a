package dev.covalent.renderer.remote;

import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.Subscription;
import dev.covalent.common.frame.AppDescription;
import dev.covalent.common.remote.AppPort;
import dev.covalent.renderer.RemoteApp;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The application, over the object that main passed for it. Thread-safe. */
final class RemoteAppImpl implements RemoteApp {
    private static final List<EventType<?>> EVENTS =
            List.of(WINDOW_ALL_CLOSED, BROWSER_WINDOW_CREATED, WEB_CONTENTS_CREATED, RENDER_PROCESS_GONE, BEFORE_QUIT);

    private final AppDescription description;
    private final AppPort port;
    private final RemoteWindows windows;
    private final Consumer<Throwable> uncaught;

    /**
     * Wraps what main passed.
     *
     * @param uncaught is told, in the turn of the loop, what listeners throw
     */
    RemoteAppImpl(AppDescription description, AppPort port, RemoteWindows windows, Consumer<Throwable> uncaught) {
        this.description = description;
        this.port = port;
        this.windows = windows;
        this.uncaught = uncaught;
    }

    RemoteWindows windows() {
        return windows;
    }

    @Override
    public String name() {
        return description.name();
    }

    @Override
    public String version() {
        return description.version();
    }

    @Override
    public void quit() {
        sent(port.quit());
    }

    @Override
    public void exit(int exitCode) {
        sent(port.exit(exitCode));
    }

    @Override
    public <E> Subscription on(EventType<E> type, EventListener<? super E> listener) {
        return listen(type, listener, false);
    }

    @Override
    public <E> Subscription once(EventType<E> type, EventListener<? super E> listener) {
        return listen(type, listener, true);
    }

    /** Tells main that a listener is removed; if it cannot be told, it has forgotten it already. */
    void off(EventType<?> type, AppListening<?> listening) {
        CompletionStage<Void> unused = port.off(type.name(), listening);
    }

    <E> void call(EventListener<? super E> listener, E event) {
        try {
            listener.on(event);
        } catch (Throwable thrown) { // whatever a listener throws is its own failure
            uncaught.accept(thrown);
        }
    }

    private <E> Subscription listen(EventType<E> type, EventListener<? super E> listener, boolean once) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(listener, "listener");
        if (!EVENTS.contains(type)) {
            throw new IllegalArgumentException(
                    "A page hears no '" + type + "' of the application; it hears those of RemoteApp: " + EVENTS);
        }
        AppListening<E> listening = new AppListening<>(this, type, listener, once);
        boolean added = false;
        try {
            port.on(type.name(), listening);
            added = true;
            return listening;
        } finally {
            if (!added) {
                listening.close(); // main may have added it all the same, and only its answer be late
            }
        }
    }

    /** Throws why something was not sent; what becomes of it in main is not waited for. */
    private static void sent(CompletionStage<Void> asked) {
        CompletableFuture<Void> answer = asked.toCompletableFuture();
        if (!answer.isCompletedExceptionally()) {
            return;
        }
        try {
            answer.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException notSent ? notSent : failed;
        }
    }

    @Override
    public String toString() {
        return "remote application '" + name() + "'";
    }
}
