package dev.covalent.main.dispatch;

import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.BrowserWindows;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.RemoteGrants;
import dev.covalent.main.window.Descriptions;
import dev.covalent.main.window.WindowTable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The windows as one renderer sees them: main's own, or what a listener gave in their place. What these answer is checked,
 * and given to the renderer one by one: nothing else of main's windows is.
 *
 * <p>Confined to the turn of main's loop.
 *
 * @param all main's own
 * @param seen those that the renderer sees
 * @param areAll whether these are main's own because nothing was given in their place
 * @param grants what it may reach
 */
record SeenWindows(WindowTable all, BrowserWindows seen, boolean areAll, RemoteGrants grants) {

    /** Returns the windows as a renderer sees them through a part of the module. */
    static SeenWindows of(WindowTable all, RemoteGrants grants, String part) {
        return grants.inPlaceOf(part, BrowserWindows.class)
                .map(given -> new SeenWindows(all, given, false, grants))
                .orElseGet(() -> new SeenWindows(all, all, true, grants));
    }

    @Nullable WindowDescription fromId(int windowId) {
        return found(answered(seen.fromId(windowId), "fromId"));
    }

    @Nullable WindowDescription focused() {
        return found(answered(seen.getFocusedWindow(), "getFocusedWindow"));
    }

    List<WindowDescription> list() {
        return answered(seen.getAllWindows(), "getAllWindows").stream()
                .map(window -> answered(window, "a window of getAllWindows"))
                .filter(window -> !window.isDestroyed())
                .map(this::given)
                .toList();
    }

    @Nullable ContentsDescription contents(int webContentsId) {
        return answered(seen.webContentsFromId(webContentsId), "webContentsFromId")
                .filter(contents -> !contents.isDestroyed())
                .map(this::given)
                .orElse(null);
    }

    /** Opens a window, which may be destroyed already. */
    BrowserWindow open(BrowserWindowOptions options) {
        return seen.open(options);
    }

    /** Describes a window that was opened. */
    WindowDescription opened(@Nullable BrowserWindow window) {
        return given(answered(window, "open"));
    }

    private @Nullable WindowDescription found(Optional<BrowserWindow> window) {
        return window.filter(open -> !open.isDestroyed()).map(this::given).orElse(null);
    }

    private WindowDescription given(BrowserWindow window) {
        WindowDescription description = Descriptions.of(window);
        if (!areAll) {
            check(all.owns(window), window);
            grants.giveWindow(description.id(), description.webContentsId());
        }
        return description;
    }

    private ContentsDescription given(WebContents contents) {
        if (!areAll) {
            check(all.owns(contents), contents);
            grants.giveContents(contents.id());
        }
        return Descriptions.of(contents);
    }

    private static void check(boolean own, Object given) {
        if (!own) {
            throw new IllegalStateException(
                    "The BrowserWindows that a listener of 'remote-get-builtin' gave a page have " + given
                            + ", which is none of this application's: give windows of main.browserWindows() only");
        }
    }

    private static <T> T answered(@Nullable T answer, String method) {
        return Objects.requireNonNull(
                answer,
                () -> "The BrowserWindows that a listener of 'remote-get-builtin' gave a page answer null: " + method);
    }
}
