package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Value;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests at their edges: the parts of INV and SYN that are about failures, many at once, and what must not cross. */
@SuppressWarnings("FutureReturnValueIgnored") // a handler that returns a future hands it to the framework
interface RequestFlows {
    int INVOKES = 1000;

    IpcFixture fixture();

    @Test
    default void invoke_manyFromManyThreads_eachGetsItsOwnAnswer_inWhateverOrder() { // INV-23, ORD-04
        String channel = fixture().name("many");
        ConcurrentLinkedQueue<Runnable> later = new ConcurrentLinkedQueue<>();
        AtomicInteger calls = new AtomicInteger();
        fixture().main.ipcMain().handle(channel, (event, message) -> {
            int number = message.get(0, int.class);
            if (number % 3 == 0) {
                return number;
            }
            CompletableFuture<Object> answer = new CompletableFuture<>();
            later.add(() -> answer.complete(number));
            if (calls.incrementAndGet() % 7 == 0 || number > 4 * INVOKES - 10) {
                List<Runnable> due = new ArrayList<>(later);
                later.clear();
                Collections.reverse(due);
                due.forEach(Runnable::run);
            }
            return answer;
        });

        CompletableFuture<Value> wrong = fixture().first.start(Errand.INVOKE_MANY, channel, INVOKES);
        while (!wrong.isDone()) {
            fixture().second.run(Script.IDENTITY); // main goes on, and what is left over is answered by and by
            for (Runnable due = later.poll(); due != null; due = later.poll()) {
                due.run();
            }
        }

        assertThat(Peer.settled(wrong).get()).isEqualTo(List.of());
    }

    @Test
    default void handleOnce_invokedTwiceAtOnce_answersExactlyOne() { // INV-07
        String channel = fixture().name("once");
        fixture().main.ipcMain().handleOnce(channel, (event, message) -> "only once");

        List<CompletableFuture<Value>> asked = List.of(
                fixture().first.start(Script.INVOKE, channel),
                fixture().second.start(Script.INVOKE, channel),
                fixture().first.start(Script.INVOKE, channel));

        List<String> answers = asked.stream().map(RequestFlows::outcome).toList();
        assertThat(answers).filteredOn("only once"::equals).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.endsWith("No handler registered for '" + channel + "'"))
                .hasSize(2);
    }

    @Test
    default void handler_throwsWithoutUsefulText_isAFailureAllTheSame() { // INV-13
        for (Throwable thrown :
                List.of(new IllegalStateException(""), new IllegalStateException((String) null), new Error())) {
            String channel = fixture().name("textless");
            String staged = fixture().name("textless");
            fixture().main.ipcMain().handle(staged, (event, message) -> CompletableFuture.failedFuture(thrown));
            fixture().main.ipcMain().handle(channel, (event, message) -> {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            });
            for (String each : List.of(channel, staged)) {
                assertThatThrownBy(() -> fixture().first.run(Script.INVOKE, each))
                        .as("%s", thrown)
                        .hasMessage("dev.covalent.common.HandlerException: Error invoking remote method '" + each
                                + "': " + thrown);
            }
        }
    }

    @Test
    default void handler_fails_mainLogsIt() { // INV-12
        String channel = fixture().name("logged");
        fixture().main.ipcMain().handle(channel, (event, message) -> {
            throw new IllegalStateException("logged by main, as the test wants");
        });

        String logged = logOf(() -> {
            assertThatThrownBy(() -> fixture().first.run(Script.INVOKE, channel))
                    .isInstanceOf(ScriptFailure.class);
            assertThatThrownBy(() -> fixture().first.run(Script.INVOKE, channel + "-nobody"))
                    .isInstanceOf(ScriptFailure.class);
        });

        assertThat(logged)
                .contains("Error occurred in handler for '" + channel + "'")
                .contains("logged by main, as the test wants")
                .contains("Error occurred in handler for '" + channel + "-nobody': No handler registered for '"
                        + channel + "-nobody'");
    }

    @Test
    default void invoke_portAsArgumentOrResult_isRefused() { // INV-16, INV-19
        String channel = fixture().name("ports");
        fixture()
                .main
                .ipcMain()
                .handle(
                        channel,
                        (event, message) ->
                                fixture().main.ipcMain().newMessageChannel().port1());

        assertThat(fixture().first.run(Errand.INVOKE_WITH_PORT, channel).get(String.class))
                .startsWith("dev.covalent.common.UncloneableValueException: An object could not be cloned: args[0] (");
        assertThatThrownBy(() -> fixture().first.run(Script.INVOKE, channel))
                .hasMessageContaining("An object could not be cloned: result (");
    }

    @Test
    default void invokeEvent_knowsItsSender() { // INV-18
        String channel = fixture().name("sender");
        fixture()
                .main
                .ipcMain()
                .handle(channel, (event, message) -> List.of(event.sender().id(), event.processId()));

        for (Peer peer : List.of(fixture().first, fixture().second)) {
            assertThat(peer.run(Script.INVOKE, channel).get())
                    .isEqualTo(List.of(peer.id(), peer.contents().getOSProcessId()));
        }
    }

    @Test
    default void invoke_stageThatCompletesWithNothing_isNull() { // INV-24
        String channel = fixture().name("void");
        fixture().main.ipcMain().handle(channel, (event, message) -> CompletableFuture.runAsync(() -> {}));

        assertThat(fixture().first.run(Script.INVOKE, channel).get()).isNull();
    }

    @Test
    default void invoke_afterMessagesOfItsHandler_completesBehindThem() { // ORD-05
        String channel = fixture().name("behind");
        fixture().first.listen(channel);
        fixture().main.ipcMain().handle(channel, (event, message) -> {
            IntStream.range(0, 200).forEach(i -> event.sender().send(channel, i));
            return "sent";
        });

        assertThat(fixture().first.run(Errand.INVOKE_THEN_COUNT, channel).get()).isEqualTo(200);
        fixture().first.heard(channel, 200);
        assertThat(fixture().first.runOnLoop(Script.INVOKE, channel).get()).isEqualTo("sent");
        assertThat(Heard.firstArguments(fixture().first.heard(channel, 200)))
                .isEqualTo(IntStream.range(0, 200).boxed().toList());
    }

    @Test
    default void sendSync_secondListenerThrows_theFirstAnswerCounts() { // SYN-03, SYN-14
        String channel = fixture().name("sync");
        fixture().main.ipcMain().on(channel, (event, message) -> event.returnValue("first"));
        fixture().main.ipcMain().on(channel, (event, message) -> {
            throw new IllegalStateException("thrown by a later listener, as the test wants");
        });

        assertThat(fixture().first.run(Script.SEND_SYNC, channel).get()).isEqualTo("first");
    }

    @Test
    default void sendSync_anyValue_isReturnedAsItIs() { // SYN-01
        String channel = fixture().name("sync");
        fixture().main.ipcMain().on(channel, (event, message) -> event.returnValue(message.get(0)));
        List<@Nullable Object> values = new CopyOnWriteArrayList<>(List.of("", 0, false, List.of(), "hello"));
        values.add(null);

        for (Object value : values) {
            assertThat(fixture().first.run(Script.SEND_SYNC, channel, value).get())
                    .isEqualTo(value);
        }
    }

    private static String outcome(CompletableFuture<Value> asked) {
        try {
            return String.valueOf(Peer.settled(asked).get());
        } catch (ScriptFailure failed) {
            return String.valueOf(failed.getMessage());
        }
    }

    private static String logOf(Runnable action) {
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return logged.toString(StandardCharsets.UTF_8);
    }
}
