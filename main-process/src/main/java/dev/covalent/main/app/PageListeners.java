package dev.covalent.main.app;

import dev.covalent.common.EventType;
import dev.covalent.common.Subscription;
import dev.covalent.common.event.ListenerTable;
import dev.covalent.common.remote.AppListener;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.RemoteCallback;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.window.Descriptions;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages that listen to the application. They are told, one-way, and decide nothing: none of them counts as the
 * application's listener, holds it up, or is waited for.
 *
 * <p>Thread-safe; pages are told in the turn of main's loop.
 */
final class PageListeners {
    private static final Logger log = LoggerFactory.getLogger(PageListeners.class);
    private static final Set<String> EVENTS = Stream.of(
                    App.WINDOW_ALL_CLOSED,
                    App.BROWSER_WINDOW_CREATED,
                    App.WEB_CONTENTS_CREATED,
                    App.RENDER_PROCESS_GONE,
                    App.BEFORE_QUIT)
            .map(EventType::name)
            .collect(Collectors.toUnmodifiableSet());

    private final ListenerTable<String, AppListener> listeners = new ListenerTable<>();

    /**
     * Adds a page's listener, until it is removed or the page is gone.
     *
     * @throws IllegalArgumentException if the event is none that pages hear, or the listener is no page's
     */
    void on(String event, AppListener listener) {
        if (!EVENTS.contains(event)) {
            throw new IllegalArgumentException("Pages hear no such event of the application: there are "
                    + String.join(", ", new TreeSet<>(EVENTS)));
        }
        RemoteCallback page = RemoteCallback.of(listener)
                .orElseThrow(() -> new IllegalArgumentException("Only a page's listener is told what pages hear"));
        Subscription hearing = listeners.on(event, listener);
        Subscription unused = page.onGone(hearing::close);
    }

    void off(String event, AppListener listener) {
        listeners.off(event, listener);
    }

    void windowAllClosed() {
        tell(App.WINDOW_ALL_CLOSED, AppListener::windowAllClosed);
    }

    void created(BrowserWindow window) {
        tell(App.WEB_CONTENTS_CREATED, page -> page.webContentsCreated(Descriptions.of(window.webContents())));
        tell(App.BROWSER_WINDOW_CREATED, page -> page.browserWindowCreated(Descriptions.of(window)));
    }

    void gone(RenderProcessGone gone) {
        int contents = gone.webContents().id();
        tell(App.RENDER_PROCESS_GONE, page -> page.renderProcessGone(contents, gone.reason(), gone.exitCode()));
    }

    void beforeQuit() {
        tell(App.BEFORE_QUIT, AppListener::beforeQuit);
    }

    /** Returns how many listeners an event has. */
    int count(EventType<?> type) {
        return listeners.count(type.name());
    }

    private void tell(EventType<?> type, Consumer<AppListener> call) {
        boolean unused = listeners.emit(type.name(), (event, listener) -> {
            if (RemoteCallback.of(listener).filter(RemoteCallback::isConnected).isPresent()) {
                tell(event, listener, call);
            }
            return true;
        });
    }

    private static void tell(String event, AppListener listener, Consumer<AppListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException refused) { // it does not keep up, which is nobody else's concern
            log.warn("{} is not told of '{}': {}", listener, event, refused.getMessage());
        }
    }
}
