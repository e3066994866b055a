package dev.covalent.renderer.remote;

import dev.covalent.common.Bounds;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteWebContents;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A window. Immutable. */
final class RemoteWindowImpl implements RemoteBrowserWindow {
    private final RemoteWindows windows;
    private final WindowDescription description;

    RemoteWindowImpl(RemoteWindows windows, WindowDescription description) {
        this.windows = windows;
        this.description = description;
    }

    /** Tells whether it is a handle of a certain page's. */
    boolean isOf(RemoteWindows page) {
        return windows == page;
    }

    WindowDescription description() {
        return description;
    }

    @Override
    public int id() {
        return description.id();
    }

    @Override
    public RemoteWebContents webContents() {
        return windows.contentsOf(description.webContentsId());
    }

    @Override
    public String title() {
        return description.title();
    }

    @Override
    public boolean isDestroyed() {
        return windows.checkWindow(id()).isEmpty();
    }

    @Override
    public CompletableFuture<Boolean> isDestroyedAsync() {
        return windows.checkWindowAsync(id(), Optional::isEmpty);
    }

    @Override
    public void close() {
        windows.asker().link().post(new Upstream.WindowClose(id()));
    }

    @Override
    public void show() {
        act(WindowCommand.Action.SHOW);
    }

    @Override
    public void hide() {
        act(WindowCommand.Action.HIDE);
    }

    @Override
    public void focus() {
        act(WindowCommand.Action.FOCUS);
    }

    @Override
    public void minimize() {
        act(WindowCommand.Action.MINIMIZE);
    }

    @Override
    public void restore() {
        act(WindowCommand.Action.RESTORE);
    }

    @Override
    public void maximize() {
        act(WindowCommand.Action.MAXIMIZE);
    }

    @Override
    public void setBounds(Bounds bounds) {
        order(new WindowCommand.Place(bounds));
    }

    @Override
    public void setTitle(String title) {
        order(new WindowCommand.Entitle(title));
    }

    private void act(WindowCommand.Action action) {
        order(new WindowCommand.Act(action));
    }

    private void order(WindowCommand command) {
        windows.asker().link().post(new Upstream.WindowOrder(id(), command));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RemoteWindowImpl window && window.id() == id() && window.windows == windows;
    }

    @Override
    public int hashCode() {
        return id();
    }

    @Override
    public String toString() {
        return "remote window " + id();
    }
}
