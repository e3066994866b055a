package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.MessagePort;
import dev.covalent.common.Value;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The order in which messages arrive, at main and at a renderer: ORD-03, and ORD-05 to ORD-09. */
interface ArrivalFlows {
    int MESSAGES = 2000;
    int SIZED = 200;

    IpcFixture fixture();

    @Test
    default void messagesOfVeryDifferentSizes_byEveryMethod_arriveInTheOrderSent() { // ORD-02, ORD-03
        String channel = fixture().name("sizes");
        List<Integer> arrived = new CopyOnWriteArrayList<>();
        fixture().main.ipcMain().on(channel, (event, message) -> {
            arrived.add(message.get(0, int.class));
            event.returnValue(null);
        });
        fixture().main.ipcMain().handle(channel, (event, message) -> arrived.add(message.get(0, int.class)));

        fixture().first.run(Errand.SEND_SIZES, channel, SIZED);
        fixture().first.run(Script.SEND, channel, SIZED); // behind all that was only sent

        assertThat(arrived).containsExactlyElementsOf(numbers(SIZED + 1));
    }

    @Test
    default void contents_sentToByEveryMethodOfMain_hearsItInThatOrder() { // ORD-05
        String channel = fixture().name("mixed");
        fixture().first.listen(channel);
        fixture().main.ipcMain().on(channel, (event, message) -> {
            for (int i = 0; i < MESSAGES; i++) {
                switch (i % 4) {
                    case 0 -> event.reply(channel, i);
                    case 1 -> event.sender().postMessage(channel, i, List.of());
                    case 2 -> event.sender().send(channel, i, new byte[i % 400 == 2 ? 200_000 : 0]);
                    default -> fixture().first.contents().send(channel, i);
                }
            }
        });

        fixture().first.run(Script.SEND, channel);

        assertThat(Heard.firstArguments(fixture().first.heard(channel, MESSAGES)))
                .isEqualTo(numbers(MESSAGES));
    }

    @Test
    default void contents_sentToFromManyThreads_hearsEachInItsOrder() throws Exception { // ORD-05
        String channel = fixture().name("threads");
        fixture().first.listen(channel);

        List<CompletableFuture<Void>> threads = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < MESSAGES; i++) {
                        fixture().first.contents().send(channel, thread * MESSAGES + i);
                    }
                }))
                .toList();
        threads.forEach(Peer::settled);

        assertEachInOrder(4, fixture().first.heard(channel, 4 * MESSAGES));
    }

    @Test
    default void sendTo_andRelayByMain_fromOneRenderer_shareOneOrder() { // ORD-02, ORD-05
        String channel = fixture().name("two-ways");
        fixture()
                .main
                .ipcMain()
                .on(channel, (event, message) -> fixture().second.contents().send(channel, message.get(0)));
        fixture().second.listen(channel);

        fixture()
                .first
                .run(Errand.SEND_TWO_WAYS, channel, MESSAGES, fixture().second.id());

        List<Heard> heard = fixture().second.heard(channel, MESSAGES);
        assertThat(Heard.firstArguments(heard)).isEqualTo(numbers(MESSAGES));
        assertThat(heard)
                .extracting(Heard::senderId)
                .containsOnly(0, fixture().first.id());
    }

    @Test
    default void renderers_sendingAtOnce_areEachHeardInTheirOrder() { // ORD-06
        String channel = fixture().name("both");
        Map<Integer, List<Integer>> bySender = new ConcurrentHashMap<>();
        fixture()
                .main
                .ipcMain()
                .on(
                        channel,
                        (event, message) -> bySender.computeIfAbsent(
                                        event.sender().id(), id -> new CopyOnWriteArrayList<>())
                                .add(message.get(0, int.class)));

        CompletableFuture<Value> one = fixture().first.start(Errand.SEND_NUMBERS, channel, MESSAGES);
        CompletableFuture<Value> two = fixture().second.start(Errand.SEND_NUMBERS, channel, MESSAGES);
        Peer.settled(one);
        Peer.settled(two);

        assertThat(bySender)
                .containsOnly(
                        Map.entry(fixture().first.id(), numbers(MESSAGES)),
                        Map.entry(fixture().second.id(), numbers(MESSAGES)));
    }

    @Test
    default void portAndChannel_eachKeepTheirOwnOrder() throws Exception { // ORD-07, ORD-08, PRT-08
        String channel = fixture().name("port");
        Inbox<@Nullable Object> inbox = new Inbox<>();
        CompletableFuture<MessagePort> port = new CompletableFuture<>();
        fixture()
                .main
                .ipcMain()
                .on(channel, (event, message) -> port.complete(event.ports().get(0)));
        fixture().main.ipcMain().on(channel + ".sent", (event, message) -> inbox.add("sent", message.get(0)));
        fixture().first.run(Script.OPEN_PORT, channel, 10);

        fixture().first.run(Errand.SEND_AND_POST, channel, MESSAGES);
        assertThat(inbox.size("posted")).isZero(); // nobody has started the port
        Peer.settled(port)
                .onMessage(message -> inbox.add("posted", message.data().get()));

        assertThat(inbox.take("sent", MESSAGES)).isEqualTo(numbers(MESSAGES));
        List<@Nullable Object> posted = inbox.take("posted", MESSAGES + 10);
        assertThat(posted.subList(0, 10))
                .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "before " + i).toList());
        assertThat(posted.subList(10, MESSAGES + 10)).isEqualTo(numbers(MESSAGES));
    }

    @Test
    default void mainListeners_ofAllKinds_neverOverlap() { // ORD-09
        String channel = fixture().name("alone");
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        Runnable alone = () -> {
            if (inside.getAndIncrement() != 0) {
                overlaps.incrementAndGet();
            }
            Thread.onSpinWait();
            inside.decrementAndGet();
        };
        fixture().main.ipcMain().on(channel, (event, message) -> {
            alone.run();
            event.returnValue(message.get(0));
        });
        fixture().main.ipcMain().handle(channel, (event, message) -> {
            alone.run();
            return message.get(0);
        });

        List<CompletableFuture<Value>> mixes = List.of(
                fixture()
                        .first
                        .start(Script.MIX, channel, MESSAGES, fixture().second.id(), false),
                fixture()
                        .second
                        .start(Script.MIX, channel, MESSAGES, fixture().first.id(), false));
        mixes.forEach(mix -> assertThat(Peer.settled(mix).get()).isEqualTo(List.of()));

        assertThat(overlaps).hasValue(0);
    }

    @Test
    default void rendererListeners_ofAllKinds_neverOverlap() { // ORD-09
        String channel = fixture().name("alone");
        try (var bounce = fixture().main.ipcMain().handle("bounce", (event, message) -> {
            event.sender().send(message.get(0, String.class));
            return null;
        })) {
            assertThat(bounce).isNotNull();
            assertThat(fixture().first.run(Errand.OVERLAPS, channel).get()).isEqualTo(0);
        }
    }

    private static void assertEachInOrder(int threads, List<Heard> heard) {
        List<Integer> all = Heard.firstArguments(heard).stream()
                .map(number -> (Integer) number)
                .toList();
        assertThat(all).hasSize(threads * MESSAGES);
        for (int thread = 0; thread < threads; thread++) {
            int from = thread * MESSAGES;
            assertThat(all.stream().filter(number -> number >= from && number < from + MESSAGES))
                    .containsExactlyElementsOf(
                            IntStream.range(from, from + MESSAGES).boxed().toList());
        }
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
