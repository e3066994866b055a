package dev.covalent.main.access;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.RemoteGetBuiltinEvent;
import dev.covalent.main.RemoteGetCurrentWebContentsEvent;
import dev.covalent.main.RemoteGetCurrentWindowEvent;
import dev.covalent.main.RemoteGetGlobalEvent;
import dev.covalent.main.RemoteOpenWindowEvent;
import dev.covalent.main.SharedObject;
import dev.covalent.main.WebContents;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a renderer asked for and what listeners said to it. Confined to the turn of main's loop.
 *
 * @param <V> what it may be given in its place
 */
abstract class Asked<V> {
    private final WebContents contents;
    private boolean prevented;
    private @Nullable V value;

    Asked(WebContents contents) {
        this.contents = contents;
    }

    public final WebContents webContents() {
        return contents;
    }

    public final void preventDefault() {
        prevented = true;
    }

    final void give(V given) {
        value = Objects.requireNonNull(given, "value");
    }

    /** Returns what a listener gave in place of what was asked for; empty if none did. */
    final Optional<V> given() {
        return Optional.ofNullable(value);
    }

    /** Tells whether a listener denied it, and none gave anything. */
    final boolean isDenied() {
        return prevented && value == null;
    }

    /** {@code getGlobal}. */
    static final class Global<V> extends Asked<V> implements RemoteGetGlobalEvent {
        private final String name;
        private final Function<SharedObject, V> bag;
        private final RemoteGate.TypedSubstitute<V> typed;

        Global(WebContents contents, String name, Function<SharedObject, V> bag, RemoteGate.TypedSubstitute<V> typed) {
            super(contents);
            this.name = name;
            this.bag = bag;
            this.typed = typed;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void returnValue(SharedObject object) {
            give(bag.apply(Objects.requireNonNull(object, "object")));
        }

        @Override
        public <T> void returnValue(Class<T> type, T implementation) {
            give(typed.of(type, implementation));
        }
    }

    /** A part of the module. */
    static final class Builtin extends Asked<Object> implements RemoteGetBuiltinEvent {
        private final String name;

        Builtin(WebContents contents, String name) {
            super(contents);
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }
    }

    /** {@code getCurrentWindow}. */
    static final class CurrentWindow extends Asked<BrowserWindow> implements RemoteGetCurrentWindowEvent {
        CurrentWindow(WebContents contents) {
            super(contents);
        }

        @Override
        public void returnValue(BrowserWindow window) {
            give(window);
        }
    }

    /** {@code browserWindow().open}. */
    static final class OpenWindow extends Asked<BrowserWindowOptions> implements RemoteOpenWindowEvent {
        private final BrowserWindowOptions options;

        OpenWindow(WebContents contents, BrowserWindowOptions options) {
            super(contents);
            this.options = options;
        }

        @Override
        public BrowserWindowOptions options() {
            return options;
        }

        @Override
        public void returnValue(BrowserWindowOptions others) {
            give(others);
        }
    }

    /** {@code getCurrentWebContents}. */
    static final class CurrentWebContents extends Asked<WebContents> implements RemoteGetCurrentWebContentsEvent {
        CurrentWebContents(WebContents contents) {
            super(contents);
        }

        @Override
        public void returnValue(WebContents other) {
            give(other);
        }
    }
}
