package dev.covalent.main.app;

import dev.covalent.common.EventType;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.remote.AppListener;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.RemoteCallback;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.session.RendererPeer;
import dev.covalent.main.window.Descriptions;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages that listen to the application. They are told, one-way, and decide nothing: none of them counts as the
 * application's listener, holds it up, or is waited for.
 *
 * <p>Confined to the turn of main's loop, except where it says otherwise.
 */
public final class PageListeners {
    /** The most listeners that one renderer may have. */
    static final int MAX_LISTENERS = 1_000;

    private static final Logger log = LoggerFactory.getLogger(PageListeners.class);
    private static final Set<String> EVENTS = Stream.of(
                    App.WINDOW_ALL_CLOSED,
                    App.BROWSER_WINDOW_CREATED,
                    App.WEB_CONTENTS_CREATED,
                    App.RENDER_PROCESS_GONE,
                    App.BEFORE_QUIT)
            .map(EventType::name)
            .collect(Collectors.toUnmodifiableSet());

    private final Map<RendererPeer, Hearing> pages = new ConcurrentHashMap<>();

    private final Consumer<Throwable> uncaught;

    /** One listener, what it is for, and of which new windows, or contents of these, it hears. */
    private record Listener(String event, AppListener target, Predicate<BrowserWindow> hearsOf) {}

    /** What one renderer listens to, by its own numbers, in whose order it is told. */
    private static final class Hearing {
        private final Map<Long, Listener> listeners = new ConcurrentSkipListMap<>();
        private int count;
        private boolean warned;
    }

    /**
     * Makes one without listeners.
     *
     * @param uncaught is told what fails of what says which windows a page hears of
     */
    PageListeners(Consumer<Throwable> uncaught) {
        this.uncaught = uncaught;
    }

    /**
     * Adds a listener of a renderer's, until it is removed or the renderer is gone.
     *
     * @param number the renderer's number for it
     * @param hearsOf asked, of each new window, whether it is told of it, or of its contents
     * @throws IllegalArgumentException if the event is none that pages hear, the listener is not the renderer's, or the
     *     number is in use
     * @throws QueueFullException if it has too many
     */
    public void on(
            RendererPeer peer, String event, long number, AppListener listener, Predicate<BrowserWindow> hearsOf) {
        if (!EVENTS.contains(event)) {
            throw new IllegalArgumentException("Pages hear no such event of the application: there are "
                    + String.join(", ", new TreeSet<>(EVENTS)));
        }
        if (RemoteCallback.of(listener)
                .filter(page -> page.webContentsId() == peer.webContentsId())
                .isEmpty()) {
            throw new IllegalArgumentException("Only a page's own listener is told what pages hear");
        }
        Hearing hearing = pages.get(peer);
        if (hearing == null) {
            hearing = new Hearing();
            pages.put(peer, hearing);
            peer.onGone(() -> pages.remove(peer));
        }
        if (hearing.count == MAX_LISTENERS) {
            throw new QueueFullException("This renderer has " + MAX_LISTENERS
                    + " listeners of the application, which is the most: close the Subscription of those that it needs no"
                    + " more");
        }
        if (hearing.listeners.putIfAbsent(number, new Listener(event, listener, hearsOf)) != null) {
            throw new IllegalArgumentException("This renderer has a listener " + number + " already");
        }
        hearing.count++;
    }

    /** Removes a listener by its number; an unknown one is ignored. */
    public void off(RendererPeer peer, long number) {
        Hearing hearing = pages.get(peer);
        if (hearing != null && hearing.listeners.remove(number) != null) {
            hearing.count--;
        }
    }

    void windowAllClosed() {
        tell(App.WINDOW_ALL_CLOSED, AppListener::windowAllClosed);
    }

    void created(BrowserWindow window) {
        Predicate<Listener> hears = listener -> hearsOf(listener, window);
        tell(App.WEB_CONTENTS_CREATED, hears, page -> page.webContentsCreated(Descriptions.of(window.webContents())));
        tell(App.BROWSER_WINDOW_CREATED, hears, page -> page.browserWindowCreated(Descriptions.of(window)));
    }

    void gone(RenderProcessGone gone) {
        int contents = gone.webContents().id();
        tell(App.RENDER_PROCESS_GONE, page -> page.renderProcessGone(contents, gone.reason(), gone.exitCode()));
    }

    void beforeQuit() {
        tell(App.BEFORE_QUIT, AppListener::beforeQuit);
    }

    /** Returns how many listeners an event has; on any thread. */
    int count(EventType<?> type) {
        return (int) pages.values().stream()
                .flatMap(hearing -> hearing.listeners.values().stream())
                .filter(listener -> listener.event().equals(type.name()))
                .count();
    }

    private boolean hearsOf(Listener listener, BrowserWindow window) {
        try {
            return listener.hearsOf().test(window);
        } catch (Throwable thrown) { // the application's own, as a listener is
            uncaught.accept(thrown);
            return false;
        }
    }

    private void tell(EventType<?> type, Consumer<AppListener> call) {
        tell(type, listener -> true, call);
    }

    private void tell(EventType<?> type, Predicate<Listener> hears, Consumer<AppListener> call) {
        pages.forEach((peer, hearing) -> {
            if (!peer.isGone()) {
                tell(
                        peer,
                        hearing,
                        listener -> listener.event().equals(type.name()) && hears.test(listener),
                        type.name(),
                        call);
            }
        });
    }

    private static void tell(
            RendererPeer peer, Hearing hearing, Predicate<Listener> hears, String event, Consumer<AppListener> call) {
        hearing.warned &= !peer.isWritable();
        try {
            for (Listener listener : hearing.listeners.values()) {
                if (hears.test(listener)) {
                    call.accept(listener.target());
                }
            }
        } catch (RuntimeException refused) { // it does not keep up, which is nobody else's concern
            if (!hearing.warned) {
                hearing.warned = true;
                log.warn("{} misses '{}' and what comes until it keeps up: {}", peer, event, refused.getMessage());
            }
        }
    }
}
