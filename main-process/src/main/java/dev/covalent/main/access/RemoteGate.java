package dev.covalent.main.access;

import dev.covalent.common.EventType;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.RemoteGetEvent;
import dev.covalent.main.SharedObject;
import dev.covalent.main.WebContents;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks the application's listeners whether a renderer gets what it asks for of main's objects.
 *
 * <p>Confined to the turn of main's loop.
 */
public final class RemoteGate {
    private static final int MAX_SHOWN = 200;

    private final Listeners listeners;
    private final Consumer<Throwable> uncaught;

    /** Who is asked. */
    public interface Listeners {

        /** Tells the listeners of {@code app}, then those of the contents. */
        <E extends RemoteGetEvent> void tell(EventType<E> type, E event, Consumer<Throwable> failures);

        /** Tells whether there are any for what contents ask for; on any thread. */
        boolean hear(EventType<?> type, WebContents contents);
    }

    /**
     * What became of a question.
     *
     * @param denial what the renderer is told; empty if it gets something
     * @param given what it gets in place of what it asked for; empty if it gets that
     */
    public record Decision<V>(Optional<Outcome.Failure> denial, Optional<V> given) {}

    /**
     * Makes a gate.
     *
     * @param uncaught is told what listeners throw
     */
    public RemoteGate(Listeners listeners, Consumer<Throwable> uncaught) {
        this.listeners = listeners;
        this.uncaught = uncaught;
    }

    /**
     * Decides about {@code getGlobal}.
     *
     * @param bag makes what can be given of a property bag
     * @param typed makes what can be given of a typed object
     */
    public <V> Decision<V> global(
            WebContents caller, String name, Function<SharedObject, V> bag, TypedSubstitute<V> typed) {
        Asked.Global<V> asked = new Asked.Global<>(caller, name, bag, typed);
        return decide(App.REMOTE_GET_GLOBAL, asked, asked, "getGlobal('" + shown(name) + "')");
    }

    /** Tells whether anybody decides about {@code getGlobal}; on any thread. */
    public boolean decidesGlobals(WebContents caller) {
        return listeners.hear(App.REMOTE_GET_GLOBAL, caller);
    }

    /** Makes something that can be given of a typed object. */
    public interface TypedSubstitute<V> {

        /**
         * Makes it.
         *
         * @throws IllegalArgumentException if the type cannot be called remotely
         */
        <T> V of(Class<T> type, T implementation);
    }

    /**
     * Decides about a part of the module. In place of the application an {@code AppHandle} may be given, in that of windows
     * or contents {@code BrowserWindows}, in that of the process a {@code ProcessPort}.
     */
    public Decision<Object> builtin(WebContents caller, String name) {
        Asked.Builtin asked = new Asked.Builtin(caller, name);
        return decide(App.REMOTE_GET_BUILTIN, asked, asked, "getBuiltin('" + name + "')");
    }

    /** Decides about {@code getCurrentWindow}. */
    public Decision<BrowserWindow> currentWindow(WebContents caller) {
        Asked.CurrentWindow asked = new Asked.CurrentWindow(caller);
        return decide(App.REMOTE_GET_CURRENT_WINDOW, asked, asked, "getCurrentWindow()");
    }

    /** Decides about {@code getCurrentWebContents}. */
    public Decision<WebContents> currentWebContents(WebContents caller) {
        Asked.CurrentWebContents asked = new Asked.CurrentWebContents(caller);
        return decide(App.REMOTE_GET_CURRENT_WEB_CONTENTS, asked, asked, "getCurrentWebContents()");
    }

    /**
     * Decides about {@code browserWindow().open}.
     *
     * @param options how the window would be made
     */
    public Decision<BrowserWindowOptions> openWindow(WebContents caller, BrowserWindowOptions options) {
        Asked.OpenWindow asked = new Asked.OpenWindow(caller, options);
        return decide(App.REMOTE_OPEN_WINDOW, asked, asked, "browserWindow().open('" + shown(options.page()) + "')");
    }

    private <E extends RemoteGetEvent, V> Decision<V> decide(EventType<E> type, E event, Asked<V> asked, String what) {
        AtomicBoolean unchecked = new AtomicBoolean();
        listeners.tell(type, event, thrown -> {
            unchecked.set(true);
            uncaught.accept(thrown);
        });
        if (unchecked.get()) { // whoever cannot check must not let pass
            return new Decision<>(Optional.of(denied(what + ": it could not be checked")), Optional.empty());
        }
        return asked.isDenied()
                ? new Decision<>(Optional.of(denied(what)), Optional.empty())
                : new Decision<>(Optional.empty(), asked.given());
    }

    private static String shown(String name) {
        return name.length() <= MAX_SHOWN ? name : name.substring(0, MAX_SHOWN) + "...";
    }

    /** Makes what a renderer is told: {@code Blocked remote.getGlobal('x')}. */
    public static Outcome.Failure denied(String what) {
        return new Outcome.Failure(FailureKind.ACCESS_DENIED, "Blocked remote." + what);
    }
}
