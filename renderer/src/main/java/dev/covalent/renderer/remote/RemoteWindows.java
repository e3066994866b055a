package dev.covalent.renderer.remote;

import dev.covalent.common.TypeToken;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteBrowserWindows;
import dev.covalent.renderer.RemoteWebContents;
import dev.covalent.renderer.RemoteWebContentsLookup;
import dev.covalent.renderer.RemoteWindowOptions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The windows and contents of the application, over a link. One has one handle as long as somebody holds it.
 *
 * <p>Thread-safe.
 */
final class RemoteWindows implements RemoteBrowserWindows {
    private static final TypeToken<List<WindowDescription>> WINDOWS = new TypeToken<>() {};

    private final Asker asker;
    private final WeakHandles<RemoteBrowserWindow> windows = new WeakHandles<>();
    private final WeakHandles<RemoteWebContents> contents = new WeakHandles<>();

    RemoteWindows(Asker asker) {
        this.asker = asker;
    }

    Asker asker() {
        return asker;
    }

    @Override
    public RemoteBrowserWindow open(RemoteWindowOptions options) {
        return asker.call(opening(options), this::opened);
    }

    @Override
    public CompletableFuture<RemoteBrowserWindow> openAsync(RemoteWindowOptions options) {
        return asker.ask(() -> opening(options), this::opened);
    }

    @Override
    public Optional<RemoteBrowserWindow> fromId(int windowId) {
        return asker.call(find(windowId), this::window);
    }

    @Override
    public CompletableFuture<Optional<RemoteBrowserWindow>> fromIdAsync(int windowId) {
        return asker.ask(find(windowId), this::window);
    }

    @Override
    public List<RemoteBrowserWindow> getAllWindows() {
        return asker.call(new RemoteRequest.WindowList(), this::all);
    }

    @Override
    public CompletableFuture<List<RemoteBrowserWindow>> getAllWindowsAsync() {
        return asker.ask(new RemoteRequest.WindowList(), this::all);
    }

    @Override
    public Optional<RemoteBrowserWindow> getFocusedWindow() {
        return asker.call(new RemoteRequest.WindowFocused(), this::window);
    }

    @Override
    public CompletableFuture<Optional<RemoteBrowserWindow>> getFocusedWindowAsync() {
        return asker.ask(new RemoteRequest.WindowFocused(), this::window);
    }

    /** Returns what finds contents. */
    RemoteWebContentsLookup contents() {
        return new Lookup(this);
    }

    RemoteWebContents handle(ContentsDescription description) {
        return contentsOf(description.id());
    }

    RemoteWebContents contentsOf(int id) {
        return contents.get(id, () -> new RemoteContentsImpl(this, id));
    }

    RemoteBrowserWindow handle(WindowDescription description) {
        return windows.get(description.id(), () -> new RemoteWindowImpl(this, description));
    }

    static RemoteRequest find(int windowId) {
        return new RemoteRequest.WindowFind(windowId);
    }

    /** Reads an answer that describes a window, or is null. */
    Optional<RemoteBrowserWindow> window(Parcel answer) {
        @Nullable WindowDescription found = value(answer).get(WindowDescription.class);
        return Optional.ofNullable(found).map(this::handle);
    }

    /** Reads an answer that describes contents, or is null. */
    static @Nullable ContentsDescription described(Parcel answer) {
        return value(answer).get(ContentsDescription.class);
    }

    private static RemoteRequest opening(RemoteWindowOptions options) {
        Objects.requireNonNull(options, "options");
        return new RemoteRequest.WindowOpen(
                options.page(), options.title(), options.width(), options.height(), options.show());
    }

    private RemoteBrowserWindow opened(Parcel answer) {
        return handle(value(answer).get(WindowDescription.class));
    }

    private List<RemoteBrowserWindow> all(Parcel answer) {
        return value(answer).get(WINDOWS).stream().map(this::handle).toList();
    }

    private static Value value(Parcel answer) {
        return StructuredClone.value(answer.value());
    }

    /** What finds contents. Immutable. */
    private record Lookup(RemoteWindows windows) implements RemoteWebContentsLookup {

        @Override
        public Optional<RemoteWebContents> fromId(int webContentsId) {
            return windows.asker.call(new RemoteRequest.ContentsFind(webContentsId), this::found);
        }

        @Override
        public CompletableFuture<Optional<RemoteWebContents>> fromIdAsync(int webContentsId) {
            return windows.asker.ask(new RemoteRequest.ContentsFind(webContentsId), this::found);
        }

        private Optional<RemoteWebContents> found(Parcel answer) {
            return Optional.ofNullable(described(answer)).map(windows::handle);
        }
    }
}
