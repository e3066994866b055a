package dev.covalent.renderer.remote;

import dev.covalent.common.TypeToken;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.common.frame.WindowNews;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteBrowserWindows;
import dev.covalent.renderer.RemoteWebContents;
import dev.covalent.renderer.RemoteWebContentsLookup;
import dev.covalent.renderer.RemoteWindowOptions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The windows and contents of the application, over a link. One has one handle as long as somebody holds it. Main is asked
 * for an id only if it has not told of it.
 *
 * <p>Thread-safe.
 */
final class RemoteWindows implements RemoteBrowserWindows {
    private static final TypeToken<List<WindowDescription>> WINDOWS = new TypeToken<>() {};
    private static final TypeToken<List<Integer>> IDS = new TypeToken<>() {};

    private final Asker asker;
    private final Roster<WindowDescription> knownWindows = new Roster<>();
    private final Roster<Integer> knownContents = new Roster<>();
    private final WeakHandles<Integer, RemoteBrowserWindow> windows = new WeakHandles<>();
    private final WeakHandles<Integer, RemoteWebContents> contents = new WeakHandles<>();

    RemoteWindows(Asker asker) {
        this.asker = asker;
    }

    Asker asker() {
        return asker;
    }

    /** Returns what finds windows, as main has granted it. */
    RemoteBrowserWindows granted(Parcel windowList) {
        knownWindows.fill(value(windowList).get(WINDOWS).stream()
                .collect(Collectors.toMap(WindowDescription::id, Function.identity())));
        return this;
    }

    /** Returns what finds contents, as main has granted it. */
    RemoteWebContentsLookup grantedContents(Parcel ids) {
        knownContents.fill(
                value(ids).get(IDS).stream().collect(Collectors.toMap(Function.identity(), Function.identity())));
        return new Lookup(this);
    }

    /** Learns what main tells; on the link's receiving thread, so that it is known to whoever is told something later. */
    void received(WindowNews news) {
        if (news instanceof WindowNews.WindowMade made) {
            knownWindows.made(made.window().id(), made.window());
        } else if (news instanceof WindowNews.WindowGone gone) {
            knownWindows.gone(gone.windowId());
        } else if (news instanceof WindowNews.ContentsMade made) {
            knownContents.made(made.webContentsId(), made.webContentsId());
        } else if (news instanceof WindowNews.ContentsGone gone) {
            knownContents.gone(gone.webContentsId());
        }
    }

    /** Learns that main tells nothing any more. */
    void ended() {
        knownWindows.end();
        knownContents.end();
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
        Optional<RemoteBrowserWindow> known = known(windowId);
        return known.isPresent()
                ? known
                : asker.call(new RemoteRequest.WindowFind(windowId), answer -> found(windowId, answer));
    }

    @Override
    public CompletableFuture<Optional<RemoteBrowserWindow>> fromIdAsync(int windowId) {
        Optional<RemoteBrowserWindow> known = known(windowId);
        return known.isPresent()
                ? CompletableFuture.completedFuture(known)
                : asker.ask(new RemoteRequest.WindowFind(windowId), answer -> found(windowId, answer));
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

    /** Asks main about a window that there is a handle of. */
    Optional<RemoteBrowserWindow> checkWindow(int windowId) {
        return asker.call(new RemoteRequest.WindowCheck(windowId), answer -> found(windowId, answer));
    }

    /** Asks main the same, without waiting, and completes with what is made of the answer. */
    <T> CompletableFuture<T> checkWindowAsync(int windowId, Function<Optional<RemoteBrowserWindow>, T> made) {
        return asker.ask(new RemoteRequest.WindowCheck(windowId), answer -> made.apply(found(windowId, answer)));
    }

    /** Asks main about contents that there is a handle of. */
    Optional<ContentsDescription> checkContents(int id) {
        return asker.call(new RemoteRequest.ContentsCheck(id), answer -> described(id, answer));
    }

    /** Asks main the same, without waiting, and completes with what is made of the answer. */
    <T> CompletableFuture<T> checkContentsAsync(int id, Function<Optional<ContentsDescription>, T> made) {
        return asker.ask(new RemoteRequest.ContentsCheck(id), answer -> made.apply(described(id, answer)));
    }

    RemoteWebContents handle(ContentsDescription description) {
        return contentsOf(description.id());
    }

    RemoteWebContents contentsOf(int id) {
        return contents.get(id, () -> new RemoteContentsImpl(this, id));
    }

    RemoteBrowserWindow handle(WindowDescription description) {
        knownWindows.seen(description.id(), description);
        return handleOf(description);
    }

    private Optional<RemoteBrowserWindow> known(int windowId) {
        return knownWindows.find(windowId).map(this::handleOf);
    }

    private RemoteBrowserWindow handleOf(WindowDescription description) {
        return windows.get(description.id(), () -> new RemoteWindowImpl(this, description));
    }

    private Optional<RemoteBrowserWindow> found(int windowId, Parcel answer) {
        Optional<RemoteBrowserWindow> found = window(answer);
        if (found.isEmpty()) {
            knownWindows.missing(windowId);
        }
        return found;
    }

    private Optional<ContentsDescription> described(int id, Parcel answer) {
        @Nullable ContentsDescription found = value(answer).get(ContentsDescription.class);
        if (found == null) {
            knownContents.missing(id);
        }
        return Optional.ofNullable(found);
    }

    /** Reads an answer that describes a window, or is null. */
    private Optional<RemoteBrowserWindow> window(Parcel answer) {
        @Nullable WindowDescription found = value(answer).get(WindowDescription.class);
        return Optional.ofNullable(found).map(this::handle);
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
            Optional<RemoteWebContents> known = known(webContentsId);
            return known.isPresent() ? known : windows.asker.call(finding(webContentsId), found(webContentsId));
        }

        @Override
        public CompletableFuture<Optional<RemoteWebContents>> fromIdAsync(int webContentsId) {
            Optional<RemoteWebContents> known = known(webContentsId);
            return known.isPresent()
                    ? CompletableFuture.completedFuture(known)
                    : windows.asker.ask(finding(webContentsId), found(webContentsId));
        }

        private static RemoteRequest finding(int webContentsId) {
            return new RemoteRequest.ContentsFind(webContentsId);
        }

        private Function<Parcel, Optional<RemoteWebContents>> found(int webContentsId) {
            return answer -> windows.described(webContentsId, answer).map(windows::handle);
        }

        private Optional<RemoteWebContents> known(int webContentsId) {
            return windows.knownContents.find(webContentsId).map(windows::contentsOf);
        }
    }
}
