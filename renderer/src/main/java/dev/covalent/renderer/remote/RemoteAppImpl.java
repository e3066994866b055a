package dev.covalent.renderer.remote;

import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.IpcException;
import dev.covalent.common.Subscription;
import dev.covalent.common.concurrent.LoopFuture;
import dev.covalent.common.frame.AppDescription;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.remote.AppPort;
import dev.covalent.renderer.RemoteApp;
import dev.covalent.renderer.link.MainLink;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application, over the object that main passed for it. Thread-safe. */
final class RemoteAppImpl implements RemoteApp {
    private static final List<EventType<?>> EVENTS =
            List.of(WINDOW_ALL_CLOSED, BROWSER_WINDOW_CREATED, WEB_CONTENTS_CREATED, RENDER_PROCESS_GONE, BEFORE_QUIT);

    private static final Logger log = LoggerFactory.getLogger(RemoteAppImpl.class);

    private final AppDescription description;
    private final AppPort port;
    private final MainLink link;
    private final AtomicLong lastListener = new AtomicLong();
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
        this.link = windows.asker().link();
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
        send(new Upstream.AppQuit());
    }

    @Override
    public void exit(int exitCode) {
        send(new Upstream.AppExit(exitCode));
    }

    @Override
    public <E> Subscription on(EventType<E> type, EventListener<? super E> listener) {
        return listen(listening(type, listener, false));
    }

    @Override
    public <E> Subscription once(EventType<E> type, EventListener<? super E> listener) {
        return listen(listening(type, listener, true));
    }

    @Override
    public <E> CompletableFuture<Subscription> onAsync(EventType<E> type, EventListener<? super E> listener) {
        return listenSoon(listening(type, listener, false));
    }

    @Override
    public <E> CompletableFuture<Subscription> onceAsync(EventType<E> type, EventListener<? super E> listener) {
        return listenSoon(listening(type, listener, true));
    }

    /** Tells main that a listener is removed; if it cannot be told, it has forgotten it already. */
    void off(long listener) {
        try {
            link.post(new Upstream.AppUnlisten(listener));
        } catch (IpcException ended) {
            log.debug("Listener {} was not removed, as the link is closed: {}", listener, ended.getMessage());
        }
    }

    <E> void call(EventListener<? super E> listener, E event) {
        try {
            listener.on(event);
        } catch (Throwable thrown) { // whatever a listener throws is its own failure
            uncaught.accept(thrown);
        }
    }

    private <E> AppListening<E> listening(EventType<E> type, EventListener<? super E> listener, boolean once) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(listener, "listener");
        if (!EVENTS.contains(type)) {
            throw new IllegalArgumentException(
                    "A page hears no '" + type + "' of the application; it hears those of RemoteApp: " + EVENTS);
        }
        return new AppListening<>(this, lastListener.incrementAndGet(), type, listener, once);
    }

    private Subscription listen(AppListening<?> listening) {
        boolean added = false;
        try {
            port.on(listening.event(), listening.number(), listening);
            added = true;
            return listening;
        } finally {
            if (!added) {
                listening.close(); // main may have added it all the same, and only its answer be late
            }
        }
    }

    private CompletableFuture<Subscription> listenSoon(AppListening<?> listening) {
        CompletableFuture<Subscription> added = TypedProxy.behind(port)
                .ask("on", (Subscription) listening, listening.event(), listening.number(), listening);
        LoopFuture.aside(added, (subscription, failed) -> {
            if (subscription != listening) {
                listening.close(); // main may have added it all the same, or the page has given it up
            }
        });
        return added;
    }

    private void send(Upstream frame) {
        link.post(frame);
        link.posted();
    }

    @Override
    public String toString() {
        return "remote application '" + name() + "'";
    }
}
