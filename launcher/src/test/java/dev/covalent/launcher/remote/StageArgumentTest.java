package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.PeerGoneException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.UncloneableValueException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** REM-39, REM-40: stages that are passed as arguments, in both directions. */
@Timeout(20)
final class StageArgumentTest {
    private final InJvmMain main = new InJvmMain();
    private final InJvmRenderer renderer = main.newRenderer();
    private final Bakery bakery = new Bakery();

    @BeforeEach
    void share() {
        main.globals().share("bakery", Baker.class, bakery);
    }

    @AfterEach
    void close() {
        main.close();
    }

    @Test
    void stage_completedLater_isAwaitedInMain() { // REM-39
        CompletableFuture<Integer> number = new CompletableFuture<>();

        CompletionStage<Integer> twice = baker().twice(number);
        assertThat(twice.toCompletableFuture()).isNotDone();
        number.complete(1_234);

        assertThat(InJvmMain.settled(twice.toCompletableFuture())).isEqualTo(2_468);
    }

    @Test
    void stage_thatFails_failsInMain_andReportsNothingThere() { // REM-40
        CompletionStage<Integer> twice =
                baker().twice(CompletableFuture.failedFuture(new IllegalStateException("burnt")));

        assertThat(twice.toCompletableFuture())
                .failsWithin(InJvmMain.LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(RemoteCallException.class)
                .withMessageContaining("java.lang.IllegalStateException: burnt");
        assertThat(main.uncaught).isEmpty();
    }

    @Test
    void stage_ofWhatMainGave_isThatObjectThere() {
        Bread bread = baker().bake();

        CompletionStage<Bread> back = baker().pass(CompletableFuture.completedFuture(bread));

        assertThat(InJvmMain.settled(back.toCompletableFuture())).isSameAs(bread);
        assertThat(bakery.passed).isSameAs(bakery.bread);
    }

    @Test
    void stage_passedToACallback_isAwaitedInTheRenderer() { // REM-39
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        baker().onBread((name, bread) -> bread.thenAccept(done -> heard.add(name + " " + done.name())));
        CompletableFuture<Bread> baking = new CompletableFuture<>();

        bakery.listener().baking("first", baking);
        bakery.listener().baking("second", CompletableFuture.completedFuture(bakery.bread));

        assertThat(InJvmRenderer.next(heard)).isEqualTo("second rye");
        assertThat(heard).isEmpty();
        baking.complete(bakery.bread);
        assertThat(InJvmRenderer.next(heard)).isEqualTo("first rye");
    }

    @Test
    void noStage_isNull() {
        assertThat(baker().isNothing(null)).isTrue();
        assertThat(baker().isNothing(CompletableFuture.completedFuture("something")))
                .isFalse();
    }

    @Test
    void future_thatNobodyCanWaitFor_isRefused() {
        Baker baker = baker();
        renderer.sent.clear();

        assertThatThrownBy(() -> baker.isNothing(new FutureTask<>(() -> "something")))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: args[0] (java.util.concurrent.FutureTask, which nobody can"
                        + " wait for without a thread: pass a CompletableFuture)");
        assertThat(renderer.sent).isEmpty();
    }

    @Test
    void rendererGone_failsTheStageInMain() {
        CompletableFuture<Integer> unused =
                baker().twice(new CompletableFuture<>()).toCompletableFuture();

        renderer.die();

        assertThat(bakery.awaited().toCompletableFuture())
                .failsWithin(InJvmMain.LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(PeerGoneException.class);
    }

    @Test
    void stagesThatCameToTheirEnd_areKeptNowhere() {
        Baker baker = baker();
        for (int i = 0; i < 100; i++) {
            assertThat(InJvmMain.settled(
                            baker.twice(CompletableFuture.completedFuture(i)).toCompletableFuture()))
                    .isEqualTo(2 * i);
        }

        InJvmRenderer.awaitCollected(() -> renderer.callbacks() == 0);

        assertThat(renderer.callbacks()).isZero();
    }

    private Baker baker() {
        return renderer.remote().getGlobal("bakery", Baker.class);
    }

    interface Bread {
        String name();
    }

    interface Listener {
        void baking(String name, CompletionStage<Bread> bread);
    }

    interface Baker {
        CompletionStage<Integer> twice(CompletionStage<Integer> number);

        Bread bake();

        CompletionStage<Bread> pass(CompletableFuture<? extends Bread> bread);

        boolean isNothing(@Nullable Future<String> anything);

        void onBread(Listener listener);
    }

    /** Confined to main's loop, but where a test waits for that. */
    private static final class Bakery implements Baker {
        private final Bread bread = () -> "rye";
        private @Nullable Bread passed;
        private @Nullable CompletionStage<Integer> awaited;
        private @Nullable Listener listener;

        @Override
        public CompletionStage<Integer> twice(CompletionStage<Integer> number) {
            awaited = number;
            return number.thenApply(given -> 2 * given);
        }

        @Override
        public Bread bake() {
            return bread;
        }

        @Override
        public CompletionStage<Bread> pass(CompletableFuture<? extends Bread> given) {
            return given.thenApply(one -> {
                passed = one;
                return one;
            });
        }

        @Override
        public boolean isNothing(@Nullable Future<String> anything) {
            return anything == null;
        }

        @Override
        public void onBread(Listener given) {
            listener = given;
        }

        CompletionStage<Integer> awaited() {
            return Objects.requireNonNull(awaited);
        }

        Listener listener() {
            return Objects.requireNonNull(listener);
        }
    }
}
