package dev.covalent.main.window;

import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.PageName;
import dev.covalent.common.Subscription;
import dev.covalent.common.event.EventEmitter;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.WebContents;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One window. Thread-safe; its events are emitted on main's loop. */
final class MainBrowserWindow implements BrowserWindow {
    private final int id;
    private final BrowserWebContents contents;
    private final boolean attached;
    private final EventEmitter emitter;
    private final WindowTable table;
    private final AtomicBoolean toldClosed = new AtomicBoolean();
    private final AtomicBoolean toldCreated = new AtomicBoolean();
    private volatile String title;
    private volatile @Nullable BrowserWindowOptions options;

    /**
     * Makes a window.
     *
     * @param attached whether its renderer was launched separately
     */
    MainBrowserWindow(
            int id,
            BrowserWebContents contents,
            String title,
            boolean attached,
            WindowTable table,
            Consumer<Throwable> uncaught) {
        this.id = id;
        this.contents = contents;
        this.title = title;
        this.attached = attached;
        this.table = table;
        this.emitter = new EventEmitter(uncaught);
        contents.shownIn(this);
    }

    boolean isAttached() {
        return attached;
    }

    BrowserWebContents contents() {
        return contents;
    }

    void title(String value) {
        title = value;
    }

    /** Says how the renderer that it has now is opened; null if that was launched separately. */
    void openedBy(@Nullable BrowserWindowOptions value) {
        options = value;
    }

    /**
     * Returns how the next renderer is opened.
     *
     * @param page the name of the class of its page; null for that of the one before
     */
    BrowserWindowOptions options(@Nullable String page) {
        BrowserWindowOptions current = Objects.requireNonNull(options, "options");
        return page == null ? current : current.showing(page);
    }

    /** Tells whether the creation is yet to be told; true once. */
    boolean tellCreated() {
        return toldCreated.compareAndSet(false, true);
    }

    /** Tells whether the closing is yet to be told; true once. */
    boolean tellClosed() {
        return toldClosed.compareAndSet(false, true);
    }

    <E> void emit(EventType<E> type, E event) {
        emitter.emit(type, event);
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public WebContents webContents() {
        return contents;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public boolean isFocused() {
        return table.isFocused(this);
    }

    @Override
    public boolean isDestroyed() {
        return contents.isDestroyed();
    }

    @Override
    public CompletableFuture<Void> loadPage(String className) {
        return table.load(this, PageName.check(className));
    }

    @Override
    public void reload() {
        CompletableFuture<Void> unused = table.load(this, null);
    }

    @Override
    public void close() {
        table.askToClose(this);
    }

    /** Closes it because its contents are to be closed. */
    void closeContents(boolean waitForBeforeUnload) {
        table.closeContents(this, waitForBeforeUnload);
    }

    @Override
    public void destroy() {
        table.destroy(this);
    }

    @Override
    public <E> Subscription on(EventType<E> type, EventListener<? super E> listener) {
        return emitter.on(type, listener);
    }

    @Override
    public <E> Subscription once(EventType<E> type, EventListener<? super E> listener) {
        return emitter.once(type, listener);
    }

    @Override
    public String toString() {
        return "BrowserWindow #" + id + " '" + title + "'";
    }
}
