package dev.covalent.main.access;

import dev.covalent.common.AppHandle;
import dev.covalent.common.ProcessInfo;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.BrowserWindows;
import dev.covalent.main.RemoteGetBuiltinEvent;
import dev.covalent.main.RemoteGetCurrentWebContentsEvent;
import dev.covalent.main.RemoteGetCurrentWindowEvent;
import dev.covalent.main.RemoteGetGlobalEvent;
import dev.covalent.main.RemoteOpenWindowEvent;
import dev.covalent.main.SharedObject;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.RemoteGrants;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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

    /** A part of the module; {@link Substitute} says what can be given in place of which. */
    static final class Builtin extends Asked<Object> implements RemoteGetBuiltinEvent {
        private final String name;
        private final Substitute kind;

        Builtin(WebContents contents, String name) {
            super(contents);
            this.name = name;
            this.kind = Substitute.of(name);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void returnValue(AppHandle app) {
            give(Substitute.APP, Objects.requireNonNull(app, "app"));
        }

        @Override
        public void returnValue(BrowserWindows windows) {
            give(Substitute.WINDOWS, Objects.requireNonNull(windows, "windows"));
        }

        @Override
        public void returnValue(Supplier<ProcessInfo> process) {
            give(Substitute.PROCESS, new SuppliedProcess(process));
        }

        private void give(Substitute given, Object value) {
            if (given != kind) {
                throw new IllegalArgumentException("In place of '" + name + "' a page can be given " + kind + ", not "
                        + given + ": ask the event's name() which part it is about");
            }
            give(value);
        }
    }

    /** What can be given in place of a part of the module. */
    private enum Substitute {
        APP("an AppHandle"),
        WINDOWS("BrowserWindows"),
        PROCESS("a Supplier<ProcessInfo>");

        private final String text;

        Substitute(String text) {
            this.text = text;
        }

        static Substitute of(String part) {
            return switch (part) {
                case RemoteGrants.APP -> APP;
                case RemoteGrants.PROCESS -> PROCESS;
                default -> WINDOWS;
            };
        }

        @Override
        public String toString() {
            return text;
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
