package dev.covalent.main.session;

import dev.covalent.common.remote.PassedObjects;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What one renderer may reach by the remote module: the parts of it that it was granted, and the windows and contents that it
 * was given one by one. Nothing but what these give makes it ask for more.
 *
 * <p>Thread-safe.
 */
public final class RemoteGrants {
    /** The windows, and so their contents. */
    public static final String BROWSER_WINDOW = "BrowserWindow";
    /** The contents. */
    public static final String WEB_CONTENTS = "webContents";
    /** The application. */
    public static final String APP = "app";
    /** The main process. */
    public static final String PROCESS = "process";

    /** The parts that it was granted, with what a listener gave in place of each; nothing where that is main's own. */
    private final Map<String, Optional<Object>> parts = new ConcurrentHashMap<>();

    /**
     * Ids stay when what had them is destroyed, for there are handles of it; there are no more than listeners and methods
     * gave.
     */
    private final Set<Integer> windows = ConcurrentHashMap.newKeySet();

    private final Set<Integer> contents = ConcurrentHashMap.newKeySet();

    /**
     * Whether a part is still granted as it was.
     *
     * @param given what was granted in its place; null if main's own was
     */
    public record Granted(
            RemoteGrants grants, String part, @Nullable Object given) implements PassedObjects.Condition {

        /** Returns that of a part as it is granted now. */
        public static Granted now(RemoteGrants grants, String part) {
            return new Granted(
                    grants, part, grants.inPlaceOf(part, Object.class).orElse(null));
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // the very object was granted
        public boolean holds() {
            return grants.isGranted(part)
                    && grants.inPlaceOf(part, Object.class).orElse(null) == given;
        }
    }

    /** Grants a part, main's own. */
    public void grant(String part) {
        parts.put(part, Optional.empty());
    }

    /** Grants something in place of a part: what this gives of main's is given one by one. */
    public void grantInPlaceOf(String part, Object given) {
        parts.put(part, Optional.of(given));
    }

    /** Takes a part back; handles that it has given are of no more use. */
    public void revoke(String part) {
        parts.remove(part);
    }

    /** Tells whether a part was granted, or something in its place. */
    public boolean isGranted(String part) {
        return parts.containsKey(part);
    }

    /** Tells whether a part was granted, and nothing in its place. */
    public boolean hasMainsOwn(String part) {
        Optional<Object> granted = parts.get(part);
        return granted != null && granted.isEmpty();
    }

    /** Returns what was granted in place of a part; empty if nothing was. */
    public <T> Optional<T> inPlaceOf(String part, Class<T> type) {
        Optional<Object> granted = parts.get(part);
        return granted == null ? Optional.empty() : granted.map(type::cast);
    }

    /** Gives a window, and so its contents. */
    public void giveWindow(int windowId, int webContentsId) {
        windows.add(windowId);
        giveContents(webContentsId);
    }

    /** Gives contents. */
    public void giveContents(int webContentsId) {
        contents.add(webContentsId);
    }

    /** Tells whether the renderer may use a window, if there is one of that id. */
    public boolean reachesWindow(int windowId) {
        return hasMainsOwn(BROWSER_WINDOW) || windows.contains(windowId);
    }

    /** Tells whether the renderer may use contents, if there are any of that id. */
    public boolean reachesContents(int webContentsId) {
        return hasMainsOwn(BROWSER_WINDOW) || hasMainsOwn(WEB_CONTENTS) || contents.contains(webContentsId);
    }
}
