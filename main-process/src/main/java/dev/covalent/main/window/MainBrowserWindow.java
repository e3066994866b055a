package dev.covalent.main.window;

import dev.covalent.common.Bounds;
import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.PageName;
import dev.covalent.common.Subscription;
import dev.covalent.common.event.EventEmitter;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowCommand.Action;
import dev.covalent.common.frame.WindowCommand.Measure;
import dev.covalent.common.frame.WindowCommand.Trait;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.frame.WindowState;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.WebContents;
import dev.covalent.main.WindowStyle;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    private final WindowMirror mirror;
    private final WindowFamily family = new WindowFamily(this);
    private volatile @Nullable BrowserWindowOptions options;

    /**
     * Makes a window.
     *
     * @param mirror what is known of it
     * @param attached whether its renderer was launched separately
     */
    MainBrowserWindow(
            int id,
            BrowserWebContents contents,
            WindowMirror mirror,
            boolean attached,
            WindowTable table,
            Consumer<Throwable> uncaught) {
        this.id = id;
        this.contents = contents;
        this.mirror = mirror;
        this.attached = attached;
        this.table = table;
        this.emitter = new EventEmitter(uncaught);
        contents.shownIn(this);
    }

    /** Tells whether it is, or was, one of a certain application. */
    boolean isOf(WindowTable application) {
        return table == application;
    }

    boolean isAttached() {
        return attached;
    }

    BrowserWebContents contents() {
        return contents;
    }

    WindowFamily family() {
        return family;
    }

    void title(String value) {
        mirror.introduced(value);
    }

    /**
     * Returns what a renderer process that takes over is to make the window like: where and as it is. To be called when what
     * is sent to the contents goes to that process already: a command that comes later reaches it then.
     */
    WindowSetup nextSetup() {
        return mirror.nextSetup();
    }

    /** Learns that the window has got the focus. */
    void gotFocus() {
        mirror.gotFocus();
    }

    /** Learns that the window's process is gone, and with it the focus that the window had until then. */
    void leftFocused() {
        mirror.leftFocused();
    }

    /** Does something with the window. */
    void command(WindowCommand command) {
        mirror.command(command, contents::command);
    }

    /** Learns, in the turn, what the window is like, and tells what has happened to it. */
    void reported(PageNews.WindowReport report) {
        List<EventType<BrowserWindow>> events = mirror.reported(report, title -> {
            emit(PAGE_TITLE_UPDATED, title);
            contents.emit(WebContents.PAGE_TITLE_UPDATED, title);
        });
        family.shown(report.state().visible());
        events.forEach(event -> emit(event, this));
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

    /** Returns the name of the class of its page; empty if its renderer was launched separately. */
    Optional<String> page() {
        return Optional.ofNullable(options).map(BrowserWindowOptions::page);
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
    public Optional<String> name() {
        return Optional.ofNullable(options).map(BrowserWindowOptions::name);
    }

    @Override
    public WebContents webContents() {
        return contents;
    }

    @Override
    public String title() {
        return mirror.state().title();
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
        return table.load(this, PageName.check(className), false);
    }

    @Override
    public void reload() {
        CompletableFuture<Void> unused = table.load(this, null, false);
    }

    void crash() {
        table.crash(this);
    }

    void reloadIgnoringCache() {
        CompletableFuture<Void> unused = table.load(this, null, true);
    }

    @Override
    public void close() {
        table.ends().askToClose(this);
    }

    /** Closes it because its contents are to be closed. */
    void closeContents(boolean waitForBeforeUnload) {
        table.ends().closeContents(this, waitForBeforeUnload);
    }

    @Override
    public void destroy() {
        family.destroyChildren();
        table.ends().destroy(this);
    }

    @Override
    public void show() {
        act(Action.SHOW);
    }

    @Override
    public void showInactive() {
        act(Action.SHOW_INACTIVE);
    }

    @Override
    public void hide() {
        act(Action.HIDE);
    }

    @Override
    public boolean isVisible() {
        return state().visible() && !contents.isCrashed();
    }

    @Override
    public void focus() {
        act(Action.FOCUS);
    }

    @Override
    public void blur() {
        act(Action.BLUR);
    }

    @Override
    public void minimize() {
        act(Action.MINIMIZE);
    }

    @Override
    public boolean isMinimized() {
        return state().minimized();
    }

    @Override
    public void restore() {
        act(Action.RESTORE);
    }

    @Override
    public void maximize() {
        act(Action.MAXIMIZE);
    }

    @Override
    public void unmaximize() {
        act(Action.UNMAXIMIZE);
    }

    @Override
    public boolean isMaximized() {
        return state().maximized();
    }

    @Override
    public void center() {
        act(Action.CENTER);
    }

    @Override
    public void setFullScreen(boolean on) {
        command(new WindowCommand.Turn(Trait.FULL_SCREEN, on));
    }

    @Override
    public boolean isFullScreen() {
        return state().fullScreen();
    }

    @Override
    public void setBounds(Bounds bounds) {
        command(new WindowCommand.Place(bounds));
    }

    @Override
    public Bounds getBounds() {
        return state().bounds();
    }

    @Override
    public Bounds getNormalBounds() {
        checkOpen();
        return mirror.normalBounds();
    }

    @Override
    public void setPosition(int x, int y) {
        command(new WindowCommand.Move(x, y));
    }

    @Override
    public void setSize(int width, int height) {
        command(new WindowCommand.Resize(Measure.WHOLE, width, height));
    }

    @Override
    public void setContentSize(int width, int height) {
        command(new WindowCommand.Resize(Measure.CONTENT, width, height));
    }

    @Override
    public WindowStyle.Size getContentSize() {
        WindowState state = state();
        return new WindowStyle.Size(state.contentWidth(), state.contentHeight());
    }

    @Override
    public void setMinimumSize(int width, int height) {
        command(new WindowCommand.Resize(Measure.MINIMUM, width, height));
    }

    @Override
    public void setTitle(String title) {
        command(new WindowCommand.Entitle(title));
    }

    @Override
    public void setAlwaysOnTop(boolean on) {
        command(new WindowCommand.Turn(Trait.ALWAYS_ON_TOP, on));
    }

    @Override
    public boolean isAlwaysOnTop() {
        return state().alwaysOnTop();
    }

    @Override
    public void setResizable(boolean resizable) {
        command(new WindowCommand.Turn(Trait.RESIZABLE, resizable));
    }

    @Override
    public boolean isResizable() {
        return state().resizable();
    }

    @Override
    public Optional<BrowserWindow> getParentWindow() {
        checkOpen();
        return family.parent().map(BrowserWindow.class::cast);
    }

    @Override
    public List<BrowserWindow> getChildWindows() {
        checkOpen();
        return List.copyOf(family.children());
    }

    private void act(Action action) {
        command(new WindowCommand.Act(action));
    }

    private WindowState state() {
        checkOpen();
        return mirror.state();
    }

    private void checkOpen() {
        if (isDestroyed()) {
            throw new IllegalStateException("Object has been destroyed");
        }
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
        return "BrowserWindow #" + id + " '" + title() + "'";
    }
}
