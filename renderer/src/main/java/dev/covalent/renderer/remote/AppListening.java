package dev.covalent.renderer.remote;

import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.GoneReason;
import dev.covalent.common.Subscription;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.common.remote.AppListener;
import dev.covalent.renderer.RemoteApp;
import dev.covalent.renderer.RemoteRenderProcessGone;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One listener of a page's for one event of the application, as it is passed to main.
 *
 * <p>Thread-safe; called in the turn of the page's loop.
 */
final class AppListening<E> implements AppListener, Subscription {
    private final RemoteAppImpl app;
    private final long number;
    private final EventType<E> type;
    private final boolean once;

    /** Null as soon as it is removed: main lets this go some time after. */
    private final AtomicReference<@Nullable EventListener<? super E>> listener;

    /**
     * Makes one that main does not know yet.
     *
     * @param number what main is to know it by
     */
    AppListening(RemoteAppImpl app, long number, EventType<E> type, EventListener<? super E> listener, boolean once) {
        this.app = app;
        this.number = number;
        this.type = type;
        this.once = once;
        this.listener = new AtomicReference<>(listener);
    }

    long number() {
        return number;
    }

    String event() {
        return type.name();
    }

    @Override
    public void windowAllClosed() {
        hear(RemoteApp.WINDOW_ALL_CLOSED, app);
    }

    @Override
    public void browserWindowCreated(WindowDescription window) {
        hear(RemoteApp.BROWSER_WINDOW_CREATED, app.windows().handle(window));
    }

    @Override
    public void webContentsCreated(ContentsDescription contents) {
        hear(RemoteApp.WEB_CONTENTS_CREATED, app.windows().handle(contents));
    }

    @Override
    public void renderProcessGone(int webContentsId, GoneReason reason, int exitCode) {
        hear(RemoteApp.RENDER_PROCESS_GONE, new RemoteRenderProcessGone(webContentsId, reason, exitCode));
    }

    @Override
    public void beforeQuit() {
        hear(RemoteApp.BEFORE_QUIT, app);
    }

    @Override
    public void close() {
        if (listener.getAndSet(null) != null) {
            app.off(number);
        }
    }

    @Override
    public String toString() {
        return "listener of '" + type + "'";
    }

    private <V> void hear(EventType<V> told, V event) {
        EventListener<? super E> current = listener.get();
        if (told != type || current == null) {
            return; // removed, while it was told
        }
        if (once) {
            close();
        }
        @SuppressWarnings("unchecked") // they are one event
        E same = (E) event;
        app.call(current, same);
    }
}
