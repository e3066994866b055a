package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.Channel;
import dev.covalent.common.Procedure;
import dev.covalent.common.PropertyBag;
import dev.covalent.main.IpcMain;
import dev.covalent.main.RemoteCallback;
import dev.covalent.main.RemoteListeners;
import dev.covalent.main.SharedObject;
import dev.covalent.renderer.RemoteObject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the public API says when it is given nothing. */
final class ApiMisuseNullTest extends ApiMisuseFixture {
    @Test
    @SuppressWarnings("NullAway") // on purpose
    void nulls_areRefusedByName() { // INV-04, PRT-15, PRT-16
        refusesNull(() -> main().globals().share("x", null), "properties");
        refusesNull(() -> main().globals().share("x", Counter.class, null), "implementation");
        refusesNull(() -> main().globals().share(null, Map.of()), "name");
        refusesNull(() -> main().browserWindows().open(null), "options");
        refusesNull(() -> main().browserWindows().fromWebContents(null), "contents");
        refusesNull(() -> main().ipcMain().on("x", (IpcMain.Listener) null), "listener");
        refusesNull(() -> main().ipcMain().handle("x", (IpcMain.Handler) null), "handler");
        refusesNull(() -> main().instance(null), "type");
        refusesNull(() -> renderer().ipcRenderer().postMessage("x", 1, null), "transfer");
        refusesNull(() -> contents().postMessage("x", 1, null), "transfer");
        refusesNull(() -> renderer().localStorage().setItem(null, "x"), "key");
        refusesNull(() -> renderer().localStorage().setItem("x", null), "value");
        refusesNull(() -> renderer().remote().getGlobal(null), "name");
        misuse(() -> renderer().ipcRenderer().send(null), "Missing required channel argument");
        misuse(
                () -> contents().postMessage("x", 1, Collections.singletonList(null)),
                "Port at index 0 is not a valid port");
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void changesAndValidators_null_areRefusedByName() { // DAT-03
        SharedObject shared = main().globals().share("watched", Map.of("a", 1));
        RemoteObject remote = renderer().remote().getGlobal("watched");

        for (PropertyBag bag : List.of(shared, remote)) {
            refusesNull(() -> bag.onChange(null), "listener");
            refusesNull(() -> bag.onChange("a", null), "listener");
            refusesNull(() -> bag.onChange(null, change -> {}), "property");
        }
        assertThat(remote.async().onChange(null))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(NullPointerException.class)
                .withMessageContaining("listener");
        refusesNull(() -> shared.validate(null), "validator");
        refusesNull(() -> shared.validate("a", null), "validator");
        refusesNull(() -> shared.validate(null, change -> {}), "property");
        RemoteListeners<Runnable> listeners = new RemoteListeners<>();
        refusesNull(() -> listeners.add(null), "listener");
        refusesNull(() -> listeners.remove(null), "listener");
        refusesNull(() -> listeners.forEach(null), "call");
        refusesNull(() -> RemoteCallback.of(null), "callback");
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void typedListenersAndHandlers_null_areRefusedByName() { // ASK-11
        Channel<String> channel = Channel.of("typed", String.class);
        Procedure<String, String> procedure = Procedure.of("typed", String.class, String.class);

        refusesNull(() -> main().ipcMain().on(channel, null), "listener");
        refusesNull(() -> main().ipcMain().once(channel, null), "listener");
        refusesNull(() -> main().ipcMain().handle(procedure, null), "handler");
        refusesNull(() -> main().ipcMain().handle(procedure, main().ipcMain().workers(), null), "handler");
        refusesNull(() -> main().ipcMain().handleOnce(procedure, null), "handler");
        refusesNull(() -> renderer().ipcRenderer().on(channel, null), "listener");
        refusesNull(() -> renderer().ipcRenderer().once(channel, null), "listener");
        refusesNull(() -> renderer().ipcRenderer().handle(procedure, null), "handler");
    }
}
