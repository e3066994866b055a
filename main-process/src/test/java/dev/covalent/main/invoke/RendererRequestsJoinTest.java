package dev.covalent.main.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Value;
import dev.covalent.common.ValueConversionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** ASK-08: waiting on main's loop for what a renderer was asked. */
final class RendererRequestsJoinTest extends RendererRequestsFixture {
    @Test // ASK-08, SYN-11
    void join_onMainsLoop_isRefused_alsoOfWhatIsDerived() {
        CompletableFuture<Value> asked = ask(60_000);
        CompletableFuture<Integer> derived = asked.thenApply(value -> value.get(int.class));

        loop.run(
                () -> {
                    assertThatThrownBy(asked::join)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("Waiting here would never end: this thread holds the turn of main's event loop,"
                                    + " and a renderer's answer is taken in a later turn. Chain with thenAccept, or"
                                    + " wait on another thread");
                    assertThatThrownBy(() -> derived.get(1, TimeUnit.DAYS)).isInstanceOf(IllegalStateException.class);
                },
                Duration.ZERO);
        reply(1, success(3));

        assertThat(derived.join()).isEqualTo(3);
    }

    @Test // ASK-08
    void join_onMainsLoop_answered_whatIsDerivedAndRunsElsewhere_isWaitedFor() {
        CompletableFuture<Value> asked = ask(60_000);
        reply(1, success(3));

        loop.run(
                () -> {
                    assertThat(asked.thenApplyAsync(value -> value.get(int.class))
                                    .join())
                            .isEqualTo(3);
                    assertThatThrownBy(asked.thenApplyAsync(value -> value.get(List.class))::join)
                            .hasRootCauseInstanceOf(ValueConversionException.class);
                },
                Duration.ZERO);
    }

    @Test // ASK-08
    void join_onMainsLoop_anotherCallIsChained_isRefused() {
        CompletableFuture<Value> asked = ask(60_000);
        CompletableFuture<Value> chained = asked.thenCompose(value -> ask(60_000));
        reply(1, success(3));

        loop.run(
                () -> assertThatThrownBy(chained::join)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("Waiting here would never end"),
                Duration.ZERO);
        reply(2, success(4));

        assertThat(chained.join().get(int.class)).isEqualTo(4);
    }

    @Test // ASK-08
    void join_onMainsLoop_whatIsDerivedIsNeverDone_isRefusedWhenTheCallsTimeIsOver() {
        CompletableFuture<Value> asked = ask(200);
        CompletableFuture<Object> derived = asked.thenCompose(value -> new CompletableFuture<>());
        reply(1, success(3));

        loop.run(
                () -> assertThatThrownBy(derived::join)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("Waiting here may never end: what is chained to a renderer's answer was"
                                + " not done within 200 ms"),
                Duration.ZERO);
    }
}
