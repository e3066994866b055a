package dev.covalent.launcher.e2e;

import dev.covalent.common.Bounds;
import dev.covalent.renderer.HostWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A sheet of paper, with what was done to it in writing: it has a margin, and does little more than hosts must. */
final class PaperWindow implements HostWindow {
    private static final int MARGIN = 10;

    private final Setup setup;
    private final Listener listener;
    private final PaperHost host;
    private final List<String> done = new ArrayList<>();
    private String title;
    private Bounds bounds;
    private boolean visible;

    PaperWindow(Setup setup, Listener listener, PaperHost host) {
        this.setup = setup;
        this.listener = listener;
        this.host = host;
        this.title = setup.title();
        Bounds wanted = setup.bounds();
        this.bounds =
                setup.contentSized() ? wanted.sized(wanted.width() + 2 * MARGIN, wanted.height() + 2 * MARGIN) : wanted;
    }

    Setup setup() {
        return setup;
    }

    /** Returns what was done, beside what can be asked for. */
    List<String> done() {
        return List.copyOf(done);
    }

    /** Does what its user would, as the names say. */
    void use(String deed) {
        switch (deed) {
            case "close" -> listener.closeRequested();
            case "look at" -> listener.focusChanged(true);
            case "look away" -> listener.focusChanged(false);
            case "move" -> {
                bounds = bounds.at(70, 80);
                new Thread(listener::changed, "elsewhere").start(); // on any thread
            }
            case "tear" -> host.tear();
            case "burn" -> host.burn();
            default -> throw new IllegalArgumentException(deed);
        }
    }

    @Override
    public Optional<Object> content() {
        return Optional.of(this);
    }

    @Override
    public void loaded() {
        done.add("loaded on " + Thread.currentThread().getName());
        if (Boolean.getBoolean("paper.slips")) {
            throw new IllegalStateException("slipped off the table");
        }
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
        if (!Thread.currentThread().getName().equals(PaperHost.NAME)) {
            throw new IllegalStateException("asked on " + Thread.currentThread().getName());
        }
        return bounds;
    }

    @Override
    public void bounds(Bounds value) {
        bounds = value;
    }

    @Override
    public Bounds contentBounds() {
        return new Bounds(
                bounds.x() + MARGIN, bounds.y() + MARGIN, bounds.width() - 2 * MARGIN, bounds.height() - 2 * MARGIN);
    }

    @Override
    public void minimumSize(int width, int height) {
        done.add("minimum " + width + " x " + height);
    }

    @Override
    public boolean isVisible() {
        return visible;
    }

    @Override
    public void show(boolean active) {
        visible = true;
        done.add("shown " + active);
    }

    @Override
    public void hide() {
        visible = false;
    }

    @Override
    public void focus() {
        done.add("focused");
        listener.focusChanged(true);
    }

    @Override
    public void enabled(boolean on) {
        done.add("enabled " + on);
    }

    @Override
    public void dispose() {
        visible = false;
    }
}
