package dev.covalent.renderer.host;

import dev.covalent.common.Bounds;
import dev.covalent.renderer.HostWindow;
import java.util.Optional;

/** A window in memory: it is what it is told to be, on a screen of 1920 by 1080 that nobody sees. Its frame is nothing. */
final class HeadlessWindow implements HostWindow {
    private static final Bounds SCREEN = new Bounds(0, 0, 1920, 1080);

    private volatile String title; // a page may ask for it anywhere

    /** Where it is when it is nothing else. */
    private Bounds normal;

    private int minimumWidth;
    private int minimumHeight;
    private boolean visible;
    private boolean minimized;
    private boolean maximized;
    private boolean fullScreen;
    private boolean alwaysOnTop;
    private boolean resizable;

    HeadlessWindow(Setup setup) {
        title = setup.title();
        minimumWidth = setup.minimumWidth();
        minimumHeight = setup.minimumHeight();
        alwaysOnTop = setup.alwaysOnTop();
        resizable = setup.resizable();
        normal = setup.placed() ? setup.bounds() : centred(setup.bounds());
        keepMinimum();
    }

    @Override
    public Optional<Object> content() {
        return Optional.empty();
    }

    @Override
    public boolean isHeadless() {
        return true;
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
        return maximized || fullScreen ? SCREEN : normal;
    }

    @Override
    public Optional<Bounds> normalBounds() {
        return Optional.of(normal);
    }

    @Override
    public void bounds(Bounds value) {
        maximized = false;
        fullScreen = false;
        normal = value;
        keepMinimum();
    }

    @Override
    public void position(int x, int y) {
        bounds(normal.at(x, y));
    }

    @Override
    public void size(int width, int height) {
        bounds(normal.sized(width, height));
    }

    @Override
    public void contentSize(int width, int height) {
        size(width, height);
    }

    @Override
    public void minimumSize(int width, int height) {
        minimumWidth = width;
        minimumHeight = height;
        keepMinimum();
    }

    private void keepMinimum() {
        normal = normal.sized(Math.max(normal.width(), minimumWidth), Math.max(normal.height(), minimumHeight));
    }

    @Override
    public boolean isVisible() {
        return visible;
    }

    @Override
    public void show(boolean active) {
        visible = true;
    }

    @Override
    public void hide() {
        visible = false;
    }

    @Override
    public void focus() {
        // it never has it
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
    }

    @Override
    public boolean isMaximized() {
        return maximized;
    }

    @Override
    public void maximize() {
        minimized = false;
        maximized = true;
    }

    @Override
    public void unmaximize() {
        maximized = false;
    }

    @Override
    public void center() {
        normal = centred(normal);
    }

    private static Bounds centred(Bounds bounds) {
        return bounds.at((SCREEN.width() - bounds.width()) / 2, (SCREEN.height() - bounds.height()) / 2);
    }

    @Override
    public boolean isFullScreen() {
        return fullScreen;
    }

    @Override
    public void fullScreen(boolean on) {
        minimized = minimized && !on;
        fullScreen = on;
    }

    @Override
    public boolean isAlwaysOnTop() {
        return alwaysOnTop;
    }

    @Override
    public void alwaysOnTop(boolean on) {
        alwaysOnTop = on;
    }

    @Override
    public boolean isResizable() {
        return resizable;
    }

    @Override
    public void resizable(boolean on) {
        resizable = on;
    }

    @Override
    public void dispose() {
        // nobody sees it
    }
}
