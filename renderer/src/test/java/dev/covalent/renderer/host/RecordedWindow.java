package dev.covalent.renderer.host;

import dev.covalent.common.Bounds;
import dev.covalent.renderer.HostWindow;
import dev.covalent.renderer.PageHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The only window of a host without a toolkit, of which it says how it was shown. Confined to one thread. */
final class RecordedWindow implements HostWindow, PageHost {
    private final List<String> done = new ArrayList<>();
    private String title = "";
    private boolean visible;
    private boolean maximized;
    private boolean minimized;

    /** Returns what was done to it. */
    List<String> done() {
        return done;
    }

    @Override
    public Optional<Loop> loop() {
        return Optional.empty();
    }

    @Override
    public HostWindow newWindow(Setup setup, Listener listener) {
        title = setup.title();
        return this;
    }

    @Override
    public void close() {
        // there is nothing to release
    }

    @Override
    public Optional<Object> content() {
        return Optional.empty();
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public void title(String value) {
        title = value;
    }

    @Override
    public Bounds bounds() {
        return maximized ? new Bounds(0, 0, 800, 600) : new Bounds(1, 2, 30, 40);
    }

    @Override
    public void bounds(Bounds value) {
        done.add("bounds " + value);
    }

    @Override
    public boolean isVisible() {
        return visible;
    }

    @Override
    public void show(boolean active) {
        visible = true;
        done.add(active ? "shown with the focus" : "shown");
    }

    @Override
    public void hide() {
        visible = false;
        done.add("hidden");
    }

    @Override
    public boolean isMinimized() {
        return minimized;
    }

    @Override
    public void minimize() {
        minimized = true;
    }

    @Override
    public void restore() {
        minimized = false;
        done.add("restored");
    }

    @Override
    public boolean isMaximized() {
        return maximized;
    }

    @Override
    public void maximize() {
        maximized = true;
    }

    @Override
    public void focus() {
        done.add("focused");
    }

    @Override
    public void blur() {
        done.add("put behind");
    }

    @Override
    public void dispose() {
        done.add("disposed");
    }
}
