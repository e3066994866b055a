package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ports at their edges: the parts of PRT that are about what cannot be transferred, and about forgotten ports. */
interface TransferFlows {

    IpcFixture fixture();

    @Test
    default void rendererPort_misused_saysWhichPortAndTransfersNothing() { // PRT-12, 13, 14, 15, 16, 19, 21, 27
        String channel = fixture().name("misuse");
        fixture().main.ipcMain().on(channel, (event, message) -> {});

        assertThat(fixture().first.run(Errand.PORT_MISUSES, channel).get())
                .isEqualTo(List.of(
                        "java.lang.IllegalArgumentException: Port at index 1 is already neutered.",
                        "java.lang.IllegalArgumentException: Port at index 1 is a duplicate.",
                        "java.lang.IllegalArgumentException: Port at index 1 contains the source port.",
                        "java.lang.IllegalArgumentException: Port at index 1 is not a valid port",
                        "dev.covalent.common.UncloneableValueException: An object could not be cloned: message"
                                + " (java.lang.Thread)",
                        "java.lang.IllegalArgumentException: Port at index 0 is not a valid port",
                        "dev.covalent.common.UncloneableValueException: An object could not be cloned: args[0]"
                                + " (java.lang.Thread)",
                        "still usable: true",
                        "closed: false false"));
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    default void mainPort_misused_saysWhichPortAndTransfersNothing() { // PRT-12, 13, 14, 15, 16, 18, 19
        String channel = fixture().name("misuse");
        fixture().first.listen(channel);
        MessageChannel good = fixture().main.ipcMain().newMessageChannel();
        MessageChannel gone = fixture().main.ipcMain().newMessageChannel();
        fixture().first.contents().postMessage(channel, "gone", List.of(gone.port1()));

        refused(channel, "Port at index 1 is already neutered.", good.port1(), gone.port1());
        refused(channel, "Port at index 1 is a duplicate.", good.port1(), good.port1());
        refused(channel, "Port at index 1 is not a valid port", good.port1(), null);
        assertThatThrownBy(() -> good.port2().postMessage(null, good.port2()))
                .hasMessage("Port at index 0 contains the source port.");
        assertThatThrownBy(() -> fixture()
                        .first
                        .contents()
                        .postMessage(channel, Collections.singletonList(good.port2()), List.of(good.port1())))
                .hasMessageStartingWith("An object could not be cloned: args[0][0] (");
        fixture().first.contents().postMessage(channel, "good", List.of(good.port1()));
        good.port2().postMessage("it works");

        assertThat(Heard.firstArguments(fixture().first.heard(channel, 2))).containsExactly("gone", "good");
        assertThat(Heard.firstArguments(fixture().first.heard(channel + ".port", 1)))
                .containsExactly("it works");
    }

    @Test
    default void port_anyValue_crossesBothWays() throws Exception { // PRT-04, PRT-09, PRT-20
        String channel = fixture().name("values");
        List<@Nullable Object> values =
                Arrays.asList(null, 0, 1.5, true, "", "text", List.of(), List.of(1, "2"), Map.of("a", Map.of("b", 1)));
        CompletableFuture<MessagePort> arrived = new CompletableFuture<>();
        fixture()
                .main
                .ipcMain()
                .on(channel, (event, message) -> arrived.complete(event.ports().get(0)));
        Inbox<@Nullable Object> inbox = new Inbox<>();
        fixture().first.run(Script.OPEN_PORT, channel, 0);
        MessagePort port = Peer.settled(arrived);
        port.onMessage(message -> {
            assertThat(message.ports()).isEmpty();
            inbox.add("main", message.data().get());
        });

        values.forEach(port::postMessage);
        assertThat(fixture()
                        .first
                        .run(Errand.PORT_POST_VALUES, withName(channel, values))
                        .get())
                .isEqualTo(true);

        assertThat(inbox.take("main", values.size())).isEqualTo(values);
        assertThat(Heard.firstArguments(fixture().first.heard(channel + ".port", values.size())))
                .isEqualTo(values);
    }

    @Test
    default void port_postedTo_changedAfterwards_arrivesAsPosted() throws Exception { // PRT-29
        String channel = fixture().name("snapshot");
        fixture().first.listen(channel);
        MessageChannel made = fixture().main.ipcMain().newMessageChannel();
        fixture().first.contents().postMessage(channel, null, List.of(made.port2()));
        byte[] bytes = {1, 2, 3};

        made.port1().postMessage(bytes);
        bytes[0] = 99; // still the sender's own: bytes are copied and not transferred

        assertThat(Heard.firstArguments(fixture().first.heard(channel + ".port", 1)))
                .containsExactly(new byte[] {1, 2, 3});
    }

    @Test
    default void port_forgottenByItsOwner_staysAliveOnceStarted() throws Exception { // PRT-26
        String channel = fixture().name("forgotten");
        fixture().first.listen(channel);
        Inbox<@Nullable Object> inbox = new Inbox<>();
        giveTheOtherEnd(channel, inbox);
        fixture().first.heard(channel, 1);

        System.gc();
        fixture().first.run(Script.PORT_POST, channel, 100);

        assertThat(inbox.take("main", 100)).hasSize(100);
    }

    @Test
    default void port_forgottenUnused_isClosed() throws Exception { // PRT-23
        String channel = fixture().name("forgotten-unused");
        fixture().first.listen(channel);
        WeakReference<MessagePort> forgotten = giveTheOtherEndAndForget(channel);
        fixture().first.heard(channel, 1);

        awaitCollected(forgotten);

        assertThat(fixture().first.heard(channel + ".closed", 1)).hasSize(1);
    }

    private WeakReference<MessagePort> giveTheOtherEndAndForget(String channel) {
        MessageChannel made = fixture().main.ipcMain().newMessageChannel();
        fixture().first.contents().postMessage(channel, null, List.of(made.port2()));
        return new WeakReference<>(made.port1());
    }

    private static void awaitCollected(WeakReference<?> forgotten) {
        long start = System.nanoTime();
        while (!forgotten.refersTo(null)) {
            assertThat(System.nanoTime() - start).isLessThan(Inbox.LIMIT_NANOS);
            System.gc();
        }
    }

    @Test
    default void port_notStarted_passedOnTwice_bringsEverythingToItsLastOwner() { // PRT-07, PRT-08, PRT-10, ORD-08
        String channel = fixture().name("passed-on");
        fixture().first.run(Errand.PORT_KEEP_UNSTARTED, channel);
        fixture().second.listen(channel + ".next");
        fixture()
                .main
                .ipcMain()
                .on(
                        channel + ".up",
                        (event, message) ->
                                fixture().second.contents().postMessage(channel + ".next", null, event.ports()));
        MessageChannel made = fixture().main.ipcMain().newMessageChannel();
        made.port1().postMessage(0);
        fixture().first.contents().postMessage(channel, null, List.of(made.port2()));
        made.port1().postMessage(1);
        fixture().first.heard(channel, 1);
        made.port1().postMessage(2);

        fixture().first.run(Errand.PORT_GIVE_AWAY, channel, channel + ".up");
        made.port1().postMessage(3);

        assertThat(Heard.firstArguments(fixture().second.heard(channel + ".next.port", 4)))
                .containsExactly(0, 1, 2, 3);
        fixture().second.run(Script.PORT_POST, channel + ".next", 1);
    }

    @Test
    default void port_startedExplicitly_deliversWhatWaited() { // PRT-07, PRT-27
        String channel = fixture().name("started");
        fixture().first.run(Errand.PORT_KEEP_UNSTARTED, channel);
        MessageChannel made = fixture().main.ipcMain().newMessageChannel();
        fixture().first.contents().postMessage(channel, null, List.of(made.port2()));
        made.port1().postMessage("waits");
        made.port1().postMessage("too");
        fixture().first.heard(channel, 1);

        fixture().first.run(Errand.PORT_START, channel);

        assertThat(Heard.firstArguments(fixture().first.heard(channel + ".port", 2)))
                .containsExactly("waits", "too");
    }

    private void giveTheOtherEnd(String channel, Inbox<@Nullable Object> inbox) {
        MessageChannel made = fixture().main.ipcMain().newMessageChannel();
        made.port1().onMessage(message -> inbox.add("main", message.data().get()));
        fixture().first.contents().postMessage(channel, null, List.of(made.port2()));
    }

    private void refused(String channel, String why, @Nullable MessagePort... transfer) {
        assertThatThrownBy(() -> fixture().first.contents().postMessage(channel, "refused", Arrays.asList(transfer)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }

    private static @Nullable Object[] withName(String name, List<@Nullable Object> values) {
        @Nullable Object[] all = new @Nullable Object[values.size() + 1];
        all[0] = name;
        for (int i = 0; i < values.size(); i++) {
            all[i + 1] = values.get(i);
        }
        return all;
    }
}
