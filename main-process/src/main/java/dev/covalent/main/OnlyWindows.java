package dev.covalent.main;

import dev.covalent.common.QueueFullException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Those windows that pass, asked anew each time. As thread-safe as what says which pass.
 *
 * @param all the windows that may pass, and where they are opened
 * @param which says which pass
 */
record OnlyWindows(BrowserWindows all, Predicate<? super BrowserWindow> which) implements BrowserWindows {

    OnlyWindows {
        Objects.requireNonNull(which, "which");
    }

    @Override
    public BrowserWindow open(BrowserWindowOptions options) {
        return all.open(options);
    }

    @Override
    public Optional<BrowserWindow> fromId(int windowId) {
        return all.fromId(windowId).filter(which);
    }

    @Override
    public Optional<BrowserWindow> fromName(String name) {
        return all.fromName(name).filter(which);
    }

    @Override
    public Optional<BrowserWindow> fromWebContents(WebContents contents) {
        return all.fromWebContents(contents).filter(which);
    }

    @Override
    public List<BrowserWindow> getAllWindows() {
        return all.getAllWindows().stream().filter(which).toList();
    }

    @Override
    public Optional<BrowserWindow> getFocusedWindow() {
        return all.getFocusedWindow().filter(which);
    }

    @Override
    public Optional<WebContents> webContentsFromId(int webContentsId) {
        return all.webContentsFromId(webContentsId)
                .filter(contents -> fromWebContents(contents).isPresent());
    }

    @Override
    public List<WebContents> getAllWebContents() {
        return getAllWindows().stream().map(BrowserWindow::webContents).toList();
    }

    @Override
    public boolean broadcast(String channel, @Nullable Object... args) {
        boolean below = true;
        QueueFullException full = null;
        for (WebContents contents : getAllWebContents()) {
            try {
                below &= contents.send(channel, args);
            } catch (IllegalStateException destroyed) { // meanwhile, and so there is nobody to be sent it
            } catch (QueueFullException refused) { // all others are sent it
                if (full == null) {
                    full = refused;
                } else {
                    full.addSuppressed(refused);
                }
            }
        }
        if (full != null) {
            throw full;
        }
        return below;
    }
}
