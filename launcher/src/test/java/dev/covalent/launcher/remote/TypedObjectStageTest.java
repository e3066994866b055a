package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.RemoteCallException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Methods of typed objects of main that answer later. */
final class TypedObjectStageTest extends TypedObjectFixture {
    @Test
    void stage_completedLater_completesTheFutureOnTheRenderersLoop() { // REM-39, REM-61
        People people = people();

        CompletionStage<Person> later = people.later("ann");
        CompletableFuture<Boolean> inTurn =
                later.thenApply(person -> renderer.loop().inTurn()).toCompletableFuture();
        assertThat(later.toCompletableFuture()).isNotDone();
        registry.pending.complete(new Person("ann", 31));

        assertThat(InJvmMain.settled(inTurn))
                .isTrue(); // first: whoever waits for the other may run what is chained to it
        assertThat(InJvmMain.settled(later.toCompletableFuture())).isEqualTo(new Person("ann", 31));
    }

    @Test
    void stage_fails_failsTheFutureWithTheOriginalError() { // REM-40
        CompletionStage<Person> later = people().later("ann");

        registry.pending.completeExceptionally(new IOException("offline"));

        assertThat(later.toCompletableFuture())
                .failsWithin(InJvmMain.LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(RemoteCallException.class)
                .withMessageContaining("Could not call remote method 'later'")
                .withMessageContaining("Underlying error: java.io.IOException: offline");
    }

    @Test
    void stage_methodsDeclaredAsFuture_areAsynchronousToo() throws Exception {
        assertThat(people().future(true).get(10, TimeUnit.SECONDS)).isEqualTo(List.of(new Person("ann", 31)));
        assertThatThrownBy(() -> people().future(false).get(10, TimeUnit.SECONDS))
                .hasMessageContaining("java.util.concurrent.FutureTask")
                .hasMessageContaining("return a CompletableFuture");
    }
}
