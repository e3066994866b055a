package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.HandlerException;
import dev.covalent.common.QuotaExceededException;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.main.SharedObject;
import dev.covalent.renderer.IpcRenderer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the public API says when what is to cross from one process to the other cannot. */
final class ApiMisuseTest extends ApiMisuseFixture {
    @Test
    void channel_missingOrTooLong_isRefusedEverywhere() { // WIN-02
        IpcRenderer ipc = renderer().ipcRenderer();
        String missing = "Missing required channel argument";
        String tooLong = "Channel names have at most 1024 characters, this one has 1025: put the rest into an argument";
        for (Map.Entry<String, String> wrong :
                Map.of("", missing, "x".repeat(1025), tooLong).entrySet()) {
            String channel = wrong.getKey();
            misuse(() -> ipc.send(channel), wrong.getValue());
            misuse(() -> ipc.sendSync(channel), wrong.getValue());
            misuse(() -> ipc.invoke(channel), wrong.getValue());
            misuse(() -> ipc.sendTo(1, channel), wrong.getValue());
            misuse(() -> ipc.postMessage(channel, null, List.of()), wrong.getValue());
            misuse(() -> ipc.on(channel, (event, message) -> {}), wrong.getValue());
            misuse(() -> main().ipcMain().on(channel, (event, message) -> {}), wrong.getValue());
            misuse(() -> main().ipcMain().handle(channel, (event, message) -> null), wrong.getValue());
            misuse(() -> contents().send(channel), wrong.getValue());
        }
    }

    @Test
    void uncloneable_namesThePathAndTheClass() { // CLN-02, CLN-03, CLN-04
        IpcRenderer ipc = renderer().ipcRenderer();
        Runnable lambda = () -> {};
        assertThatThrownBy(() -> ipc.send("x", 1, Map.of("user", List.of("fine", Thread.currentThread()))))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: args[1].user[1] (java.lang.Thread)");
        assertThatThrownBy(() -> ipc.send("x", lambda))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageStartingWith("An object could not be cloned: args[0] (");
        assertThatThrownBy(() -> ipc.send("x", contents())).isInstanceOf(UncloneableValueException.class);
        assertThatThrownBy(() -> ipc.send("x", ipc.newMessageChannel().port1()))
                .isInstanceOf(UncloneableValueException.class);
    }

    @Test
    void arguments_ofTheWrongType_sayWhatWasSent() {
        main().ipcMain().handle("typed", (event, message) -> message.get(0, int.class));

        assertThatThrownBy(() -> Peer.settled(renderer().ipcRenderer().invoke("typed", "seven")))
                .isInstanceOf(HandlerException.class)
                .hasMessageStartingWith("Error invoking remote method 'typed': ")
                .hasMessageContaining("String")
                .hasMessageContaining("int");
    }

    @Test
    void globals_misused_areRefused() {
        SharedObject bag = main().globals().share("bag", Map.of("a", 1));
        main().globals().share("typed", Counter.class, new SharedCounter());
        misuse(
                () -> renderer().remote().getGlobal("typed"),
                "'typed' is a typed object of dev.covalent.launcher.e2e.Counter: use getGlobal(\"typed\","
                        + " Counter.class)");
        misuse(
                () -> renderer().remote().getGlobal("bag", Counter.class),
                "'bag' is a property bag, no dev.covalent.launcher.e2e.Counter: use getGlobal(\"bag\")");
        misuse(
                () -> main().globals().share("", Map.of()),
                "The name of a shared object is empty: give it at least one character");
        assertThatThrownBy(() -> main().globals().share("x", String.class, "no interface"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
        assertThatThrownBy(() -> bag.set("a", new Object())).isInstanceOf(UncloneableValueException.class);
        assertThat(bag.get("a", int.class)).isEqualTo(1);
    }

    @Test
    void storage_quotaExceeded_saysHowMuchAndKeepsTheOldValue() { // DAT-08
        renderer().localStorage().setItem("key", "small");

        assertThatThrownBy(() -> renderer().localStorage().setItem("key", "x".repeat(1000)))
                .isInstanceOf(QuotaExceededException.class)
                .hasMessageStartingWith("The storage has no room for the item: ")
                .hasMessageContaining(" of 1000 bytes are used");
        assertThat(renderer().localStorage().getItem("key")).isEqualTo("small");
        renderer().localStorage().removeItem("key");
        assertThat(renderer().localStorage().length()).isZero();
    }
}
