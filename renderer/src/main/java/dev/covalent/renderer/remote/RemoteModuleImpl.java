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
import dev.covalent.common.remote.AppPort;
import dev.covalent.common.remote.ObjectSpace;
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
    private final RemoteWindows windows;
    private final Map<RemoteRoot, Object> roots = new ConcurrentHashMap<>();
    private final Map<String, RemoteObject> bags = new ConcurrentHashMap<>();
    private final Map<Class<?>, RemoteInterface> tables = new ConcurrentHashMap<>();

    /**
     * Makes the module.
     *
     * @param uncaught is told, in the turn of the loop, what listeners of the application throw
     */
    RemoteModuleImpl(
            MainLink link, ObjectSpace space, BagListeners listeners, Replicas replicas, Consumer<Throwable> uncaught) {
        this.replicas = replicas;
        this.link = link;
        this.space = space;
        this.listeners = listeners;
        this.uncaught = uncaught;
        this.windows = new RemoteWindows(link);
    }

    @Override
    @NullUnmarked
    public RemoteObject getGlobal(String name) {
        Parcel found = find(name);
        space.discard(found); // of a bag there is nothing to refer to
        GlobalDescription description = description(found);
        if (description == null) {
            return null;
        }
        String type = description.type();
        if (type != null) {
            throw new IllegalArgumentException("'" + name + "' is a typed object of " + type + ": use getGlobal(\""
                    + name + "\", " + type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + ".class)");
        }
        return bags.computeIfAbsent(description.name(), added -> new RemoteBag(link, added, listeners, replicas));
    }

    @Override
    @NullUnmarked
    public <T> T getGlobal(String name, Class<T> type) {
        Objects.requireNonNull(type, "type");
        RemoteInterface table = tables.computeIfAbsent(type, RemoteInterface::of); // refused before main is asked
        Parcel found = find(name);
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
        return root(RemoteRoot.BROWSER_WINDOW, RemoteBrowserWindows.class, granted -> windows);
    }

    @Override
    public RemoteWebContentsLookup webContents() {
        return root(RemoteRoot.WEB_CONTENTS, RemoteWebContentsLookup.class, granted -> windows.contents());
    }

    @Override
    public RemoteApp app() {
        return root(
                RemoteRoot.APP,
                RemoteApp.class,
                granted -> new RemoteAppImpl(
                        value(granted).get(AppDescription.class), object(granted, AppPort.class), windows, uncaught));
    }

    @Override
    public RemoteProcess process() {
        return root(RemoteRoot.PROCESS, RemoteProcess.class, granted -> {
            ProcessPort port = object(granted, ProcessPort.class);
            return port::info;
        });
    }

    @Override
    public RemoteBrowserWindow getCurrentWindow() {
        return root(
                RemoteRoot.CURRENT_WINDOW,
                RemoteBrowserWindow.class,
                granted -> windows.handle(value(granted).get(WindowDescription.class)));
    }

    @Override
    public RemoteWebContents getCurrentWebContents() {
        return root(
                RemoteRoot.CURRENT_WEB_CONTENTS,
                RemoteWebContents.class,
                granted -> windows.handle(value(granted).get(ContentsDescription.class)));
    }

    /** Returns a part of the module, which main is asked for once: until it grants it. */
    private <T> T root(RemoteRoot root, Class<T> type, Function<Parcel, T> made) {
        Object known = roots.get(root);
        if (known == null) {
            T granted = made.apply(link.call(new RemoteRequest.RootGet(root)));
            known = Objects.requireNonNullElse(roots.putIfAbsent(root, granted), granted);
        }
        return type.cast(known);
    }

    private static Value value(Parcel granted) {
        return StructuredClone.value(granted.value());
    }

    /** Returns a proxy of the object that is behind a part of the module. */
    private <T> T object(Parcel granted, Class<T> type) {
        RemoteInterface table = tables.computeIfAbsent(type, RemoteInterface::of);
        return type.cast(space.proxyFor(granted.references().get(0), table));
    }

    private Parcel find(String name) {
        Objects.requireNonNull(name, "name");
        return link.call(new RemoteRequest.GlobalFind(name));
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
