package dev.covalent.renderer.remote;

import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.AppDescription;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.GlobalDescription;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.common.frame.WindowNews;
import dev.covalent.common.remote.AppPort;
import dev.covalent.common.remote.ObjectSpace;
import dev.covalent.common.remote.OperatorPort;
import dev.covalent.common.remote.ProcessPort;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.renderer.RemoteApp;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteBrowserWindows;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.RemoteObject;
import dev.covalent.renderer.RemoteProcess;
import dev.covalent.renderer.RemoteWebContents;
import dev.covalent.renderer.RemoteWebContentsLookup;
import dev.covalent.renderer.link.MainLink;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The module, over a link. It asks main at every {@code getGlobal}, and once for each part that comes with the module; it
 * gives the same handle for the same object.
 *
 * <p>Thread-safe.
 */
final class RemoteModuleImpl implements RemoteModule {
    private final MainLink link;
    private final ObjectSpace space;
    private final BagListeners listeners;
    private final Replicas replicas;
    private final Consumer<Throwable> uncaught;
    private final Asker asker;
    private final RemoteWindows windows;
    private final Part<RemoteBrowserWindows> browserWindow;
    private final Part<RemoteWebContentsLookup> webContents;
    private final Part<RemoteApp> app;
    private final Part<RemoteProcess> process;
    private final Part<RemoteBrowserWindow> currentWindow;
    private final Part<RemoteWebContents> currentWebContents;
    private final Map<RemoteRoot, Object> parts = new ConcurrentHashMap<>();
    private final WeakHandles<String, RemoteObject> bags = new WeakHandles<>();
    private final Map<Class<?>, RemoteInterface> tables = new ConcurrentHashMap<>();

    /**
     * Makes the module.
     *
     * @param windows what pages get of windows and contents
     * @param uncaught is told, in the turn of the loop, what listeners of the application throw
     */
    RemoteModuleImpl(
            MainLink link,
            RemoteWindows windows,
            ObjectSpace space,
            BagListeners listeners,
            Replicas replicas,
            Consumer<Throwable> uncaught) {
        this.replicas = replicas;
        this.link = link;
        this.space = space;
        this.listeners = listeners;
        this.uncaught = uncaught;
        this.asker = windows.asker();
        this.windows = windows;
        this.browserWindow = new Part<>(RemoteRoot.BROWSER_WINDOW, RemoteBrowserWindows.class, windows::granted);
        this.webContents = new Part<>(RemoteRoot.WEB_CONTENTS, RemoteWebContentsLookup.class, windows::grantedContents);
        this.app = new Part<>(RemoteRoot.APP, RemoteApp.class, this::newApp);
        this.process = new Part<>(RemoteRoot.PROCESS, RemoteProcess.class, this::newProcess);
        this.currentWindow = new Part<>(
                RemoteRoot.CURRENT_WINDOW,
                RemoteBrowserWindow.class,
                granted -> windows.handle(value(granted).get(WindowDescription.class)));
        this.currentWebContents = new Part<>(
                RemoteRoot.CURRENT_WEB_CONTENTS,
                RemoteWebContents.class,
                granted -> windows.handle(value(granted).get(ContentsDescription.class)));
    }

    @Override
    @NullUnmarked
    public RemoteObject getGlobal(String name) {
        return asker.call(find(name), this::bag);
    }

    @Override
    @SuppressWarnings("NullAway") // the type of the result is nullable
    public CompletableFuture<@Nullable RemoteObject> getGlobalAsync(String name) {
        return asker.ask(() -> find(name), this::bag);
    }

    @Override
    @NullUnmarked
    public <T> T getGlobal(String name, Class<T> type) {
        RemoteInterface table = table(type); // refused before main is asked
        return asker.call(find(name), found -> typed(name, type, table, found));
    }

    @Override
    @SuppressWarnings("NullAway") // the type of the result is nullable
    public <T> CompletableFuture<@Nullable T> getGlobalAsync(String name, Class<T> type) {
        return asker.ask(
                () -> {
                    var unused = table(type); // refused before main is asked
                    return find(name);
                },
                found -> typed(name, type, table(type), found));
    }

    private @Nullable RemoteObject bag(Parcel found) {
        space.discard(found); // of a bag there is nothing to refer to
        GlobalDescription description = description(found);
        if (description == null) {
            return null;
        }
        String name = description.name();
        String type = description.type();
        if (type != null) {
            throw new IllegalArgumentException("'" + name + "' is a typed object of " + type + ": use getGlobal(\""
                    + name + "\", " + type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + ".class)");
        }
        return bags.get(name, () -> new RemoteBag(link, name, listeners, replicas));
    }

    private <T> @Nullable T typed(String name, Class<T> type, RemoteInterface table, Parcel found) {
        boolean held = false;
        try {
            GlobalDescription description = description(found);
            if (description == null) {
                return null;
            }
            checkType(name, type, description.type());
            Object proxy = space.proxyFor(found.references().get(0), table);
            held = true;
            return type.cast(proxy);
        } finally {
            if (!held) {
                space.discard(found);
            }
        }
    }

    @Override
    public RemoteBrowserWindows browserWindow() {
        return get(browserWindow);
    }

    @Override
    public CompletableFuture<RemoteBrowserWindows> browserWindowAsync() {
        return ask(browserWindow);
    }

    @Override
    public RemoteWebContentsLookup webContents() {
        return get(webContents);
    }

    @Override
    public CompletableFuture<RemoteWebContentsLookup> webContentsAsync() {
        return ask(webContents);
    }

    @Override
    public RemoteApp app() {
        return get(app);
    }

    @Override
    public CompletableFuture<RemoteApp> appAsync() {
        return ask(app);
    }

    @Override
    public RemoteProcess process() {
        return get(process);
    }

    @Override
    public CompletableFuture<RemoteProcess> processAsync() {
        return ask(process);
    }

    @Override
    public RemoteBrowserWindow getCurrentWindow() {
        return get(currentWindow);
    }

    @Override
    public CompletableFuture<RemoteBrowserWindow> getCurrentWindowAsync() {
        return ask(currentWindow);
    }

    @Override
    public RemoteWebContents getCurrentWebContents() {
        return get(currentWebContents);
    }

    @Override
    public CompletableFuture<RemoteWebContents> getCurrentWebContentsAsync() {
        return ask(currentWebContents);
    }

    /** Learns what main tells of windows and contents. */
    void received(WindowNews news) {
        windows.received(news);
    }

    /** Learns that the link has ended. */
    void ended() {
        windows.ended();
    }

    /** Returns what an operator's tool looks into the application with; one call each time. */
    OperatorPort operator() {
        return asker.call(
                new RemoteRequest.RootGet(RemoteRoot.OPERATOR), granted -> object(granted, OperatorPort.class));
    }

    private RemoteApp newApp(Parcel granted) {
        AppPort port = object(granted, AppPort.class); // first, or nobody would hold it if the rest could not be read
        return new RemoteAppImpl(value(granted).get(AppDescription.class), port, windows, uncaught);
    }

    private RemoteProcess newProcess(Parcel granted) {
        return new RemoteProcessImpl(object(granted, ProcessPort.class));
    }

    /**
     * A part of the module, which main is asked for once: until it grants it.
     *
     * @param made makes it of main's answer
     */
    private record Part<T>(RemoteRoot root, Class<T> type, Function<Parcel, T> made) {
        RemoteRequest request() {
            return new RemoteRequest.RootGet(root);
        }
    }

    private <T> T get(Part<T> part) {
        Object known = parts.get(part.root());
        return known == null
                ? asker.call(part.request(), granted -> granted(part, granted))
                : part.type().cast(known);
    }

    private <T> CompletableFuture<T> ask(Part<T> part) {
        Object known = parts.get(part.root());
        return known == null
                ? asker.ask(part.request(), granted -> granted(part, granted))
                : CompletableFuture.completedFuture(part.type().cast(known));
    }

    private <T> T granted(Part<T> part, Parcel granted) {
        T made = part.made().apply(granted);
        return part.type().cast(Objects.requireNonNullElse(parts.putIfAbsent(part.root(), made), made));
    }

    private RemoteInterface table(Class<?> type) {
        return tables.computeIfAbsent(Objects.requireNonNull(type, "type"), RemoteInterface::of);
    }

    private static Value value(Parcel granted) {
        return StructuredClone.value(granted.value());
    }

    /** Returns a proxy of the object that is behind a part of the module. */
    private <T> T object(Parcel granted, Class<T> type) {
        return type.cast(space.proxyFor(granted.references().get(0), table(type)));
    }

    private static RemoteRequest find(String name) {
        return new RemoteRequest.GlobalFind(Objects.requireNonNull(name, "name"));
    }

    private static @Nullable GlobalDescription description(Parcel found) {
        return value(found).get(GlobalDescription.class);
    }

    private static void checkType(String name, Class<?> asked, @Nullable String shared) {
        if (shared == null) {
            throw new IllegalArgumentException(
                    "'" + name + "' is a property bag, no " + asked.getName() + ": use getGlobal(\"" + name + "\")");
        }
        if (!shared.equals(asked.getName())) {
            throw new IllegalArgumentException("'" + name + "' is shared as " + shared + ", not as " + asked.getName()
                    + ": ask for the interface that main shares it as");
        }
    }
}
