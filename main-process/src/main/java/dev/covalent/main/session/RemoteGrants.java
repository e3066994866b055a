package dev.covalent.main.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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

    private final Set<String> parts = ConcurrentHashMap.newKeySet();

    /**
     * Ids stay when what had them is destroyed, for there are handles of it; there are no more than listeners and methods
     * gave.
     */
    private final Set<Integer> windows = ConcurrentHashMap.newKeySet();

    private final Set<Integer> contents = ConcurrentHashMap.newKeySet();

    /** Grants a part. */
    public void grant(String part) {
        parts.add(part);
    }

    /** Takes a part back; handles that it has given are of no more use. */
    public void revoke(String part) {
        parts.remove(part);
    }

    /** Tells whether a part was granted. */
    public boolean has(String part) {
        return parts.contains(part);
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
        return has(BROWSER_WINDOW) || windows.contains(windowId);
    }

    /** Tells whether the renderer may use contents, if there are any of that id. */
    public boolean reachesContents(int webContentsId) {
        return has(BROWSER_WINDOW) || has(WEB_CONTENTS) || contents.contains(webContentsId);
    }
}
