package dev.covalent.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.covalent.common.observe.Span;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which failures are told that everybody has ignored (REM-40): no test here holds a future that it lets fail. */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // that is what this is about
final class IgnoredFailureTest {
    private final IllegalStateException failure = new IllegalStateException("the answer");

    private final BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
    private final SerialLoop loop = new SerialLoop("ignored-test", told::add);

    @AfterEach
    void close() {
        loop.close();
    }

    /** What a page may do with a future, and let go of what it gets. */
    private record Use(String name, Function<CompletableFuture<Integer>, ?> use) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Use> ignoring() {
        return Stream.of(
                new Use("nothing", future -> ""),
                new Use("isDone", CompletableFuture::isDone),
                new Use("thenAccept", future -> future.thenAccept(value -> {})),
                new Use(
                        "thenApply.thenRun",
                        future -> future.thenApply(value -> 2).thenRun(() -> {})),
                new Use("two branches", future -> List.of(future.thenRun(() -> {}), future.thenAccept(value -> {}))),
                new Use(
                        "toCompletableFuture",
                        future -> future.toCompletableFuture().thenRun(() -> {})),
                new Use("aside", IgnoredFailureTest::chainedAside),
                new Use("aside of a derived one", future -> chainedAside(future.thenApply(value -> 2))),
                new Use("recorded", IgnoredFailureTest::recorded),
                new Use("long chain", IgnoredFailureTest::longChain));
    }

    static Stream<Use> looking() {
        return Stream.of(
                new Use("exceptionally", future -> future.exceptionally(problem -> 0)),
                new Use("handle", future -> future.thenApply(value -> 2).handle((value, problem) -> 3)),
                new Use("handleAsync", future -> future.handleAsync((value, problem) -> 3)),
                new Use("whenComplete", future -> future.whenComplete((value, problem) -> {})),
                new Use("whenCompleteAsync", future -> future.whenCompleteAsync((value, problem) -> {})),
                new Use(
                        "whenCompleteAsync on",
                        future -> future.whenCompleteAsync((value, problem) -> {}, Runnable::run)),
                new Use(
                        "whenComplete below",
                        future -> future.thenApply(value -> 2).whenComplete((value, problem) -> {})),
                new Use(
                        "one of two branches",
                        future -> List.of(future.thenRun(() -> {}), future.exceptionally(problem -> 0))),
                new Use("allOf", CompletableFuture::allOf),
                new Use("allOf below", future -> CompletableFuture.allOf(future.thenApply(value -> 2))),
                new Use("anyOf", future -> CompletableFuture.anyOf(future, new CompletableFuture<>())),
                new Use(
                        "thenCombine of another",
                        future -> CompletableFuture.completedFuture(1).thenCombine(future, Integer::sum)),
                new Use(
                        "thenCompose of another",
                        future -> CompletableFuture.completedFuture(1).thenCompose(value -> future)),
                new Use("minimalCompletionStage", CompletableFuture::minimalCompletionStage),
                new Use("orTimeout", future -> future.orTimeout(1, TimeUnit.HOURS)),
                new Use("cancel below", future -> future.thenRun(() -> {}).cancel(false)));
    }

    static Stream<Use> lookingLater() {
        return Stream.of(
                new Use("join", future -> thrownBy(future::join)),
                new Use("get", future -> thrownBy(future::get)),
                new Use("get in time", future -> thrownBy(() -> future.get(1, TimeUnit.SECONDS))),
                new Use("getNow", future -> thrownBy(() -> future.getNow(1))),
                new Use("isCompletedExceptionally", CompletableFuture::isCompletedExceptionally),
                new Use("resultNow", future -> thrownBy(((LoopFuture<?>) future)::resultNow)),
                new Use("exceptionNow", future -> ((LoopFuture<?>) future).exceptionNow()),
                new Use("exceptionally", future -> future.exceptionally(problem -> 0)),
                new Use("whenComplete", future -> future.whenComplete((value, problem) -> {})),
                new Use(
                        "thenCombine of another",
                        future -> CompletableFuture.completedFuture(1).thenCombine(future, Integer::sum)));
    }

    @ParameterizedTest
    @MethodSource("ignoring")
    void failure_whichNobodyLooksAt_isToldOnceAndAsItIs(Use use) throws Exception { // REM-40
        failAfter(use, failure);

        assertThat(nextTold()).isSameAs(failure);
        assertNoMoreAreTold();
    }

    @ParameterizedTest
    @MethodSource("looking")
    void failure_whichADerivedStageIsToldOf_isNotIgnored(Use use) throws Exception { // REM-40
        failAfter(use, failure);

        assertNoMoreAreTold();
    }

    @ParameterizedTest
    @MethodSource("lookingLater")
    void failure_askedForWhenItIsThere_isNotIgnored(Use use) throws Exception { // REM-40
        fail(use);

        assertNoMoreAreTold();
    }

    @Test
    void failure_whileSomebodyHoldsADerivedFuture_isNotToldYet() throws Exception { // REM-40
        RequestFuture<Integer> future = newFuture();
        CompletableFuture<Integer> held = future.thenApply(value -> 2).thenApply(value -> 3);
        future.fail(failure);
        WeakReference<Object> gone = new WeakReference<>(future);
        future = null;

        awaitCollected(gone);
        assertNoMoreAreTold();
        assertThatThrownBy(held::join).isInstanceOf(CompletionException.class).hasCause(failure);
        held = null;
        assertNoMoreAreTold();
    }

    @Test
    void failure_ofWhatIsChainedToAnAnswer_isTold() throws Exception { // REM-40
        RequestFuture<Integer> future = newFuture();
        CompletableFuture<Integer> good = future.thenApply(value -> 2);
        Object unused = future.thenAccept(value -> {
            throw failure;
        });
        future.answer(1);
        unused = good;

        assertThat(nextTold()).isSameAs(failure);
        assertThat(good).isCompletedWithValue(2);
    }

    @Test
    void failure_thatAHandlerThrows_isToldAndNotWhatItHandled() throws Exception { // REM-40
        IllegalStateException another = new IllegalStateException("the handler's");
        failAfter(
                new Use(
                        "throwing handler",
                        future -> future.exceptionally(problem -> {
                            throw another;
                        })),
                failure);

        assertThat(nextTold()).isSameAs(another);
        assertNoMoreAreTold();
    }

    @Test
    void answer_failureOfTheUsersMaking_andWaitingWhereNobodyIsTold_tellNothing() throws Exception {
        newFuture().answer(1);
        newFuture().completeExceptionally(failure);
        newFuture().cancel(false);
        new RequestFuture<>(new Waiting(loop, null), () -> {}).fail(failure);

        assertNoMoreAreTold();
    }

    @Test
    void aside_ofAFutureThatHasFailed_isNotLooking_andIsToldOfTheFailure() throws Exception { // REM-40
        BlockingQueue<Throwable> aside = new LinkedBlockingQueue<>();
        fail(new Use("aside", future -> {
            LoopFuture.aside(future, (value, problem) -> aside.add(problem));
            return "";
        }));

        assertThat(nextTold()).isSameAs(failure);
        assertThat(aside).containsExactly(failure);
    }

    @Test
    void failure_handledByAnotherThreadJustAsItComes_isNotIgnored() throws Exception { // REM-40
        failWhileDeriving();

        assertNoMoreAreTold();
    }

    @Test
    void failure_handledByAnotherThreadWhenWhatWaitsIsNotedAlready_isNotIgnored() throws Exception { // REM-40
        failOnceNoted(future -> {
            Object unused = future.exceptionally(problem -> 0);
        });

        assertNoMoreAreTold();
    }

    @Test
    void failure_toWhichTheFrameworkIsChainedJustAsItComes_isTold() throws Exception { // REM-40
        BlockingQueue<Throwable> aside = new LinkedBlockingQueue<>();
        failOnceNoted(future -> LoopFuture.aside(future, (value, problem) -> aside.add(problem)));

        assertThat(nextTold()).isSameAs(failure);
        assertThat(aside).containsExactly(failure);
    }

    /** Fails between the question whether the future is done and the note of what is derived from it. */
    private void failWhileDeriving() {
        AtomicReference<@Nullable RequestFuture<Integer>> deriving = new AtomicReference<>();
        RequestFuture<Integer> future = new RequestFuture<>(
                new Waiting(loop, told::add) {
                    @Override
                    public @Nullable Consumer<Throwable> ignored() {
                        RequestFuture<Integer> open = deriving.getAndSet(null);
                        if (open != null) {
                            open.fail(failure);
                        }
                        return super.ignored();
                    }
                },
                () -> {});
        deriving.set(future);
        Object unused = future.exceptionally(problem -> 0);
        assertThat(deriving).hasNullValue();
    }

    private void failOnceNoted(Consumer<LoopFuture<Integer>> chaining) {
        LoopFuture<Integer> future = new LoopFuture<>(new Waiting(loop, told::add)) {};
        future.end(() -> {
            chaining.accept(future);
            return future.completeExceptionally(failure);
        });
    }

    @Test
    void openFuture_keepsNothingThatWasDerivedAndIsDone() throws Exception {
        RequestFuture<Integer> open = newFuture();
        WeakReference<Object> raced =
                new WeakReference<>(open.applyToEither(CompletableFuture.completedFuture(1), value -> new Object()));

        awaitCollected(raced);
        assertThat(open).isNotDone();
    }

    @Test
    void future_thatItsUserEnds_forgetsWhatWasDerived() {
        RequestFuture<Integer> cancelled = newFuture();
        RequestFuture<Integer> completed = newFuture();
        for (RequestFuture<Integer> each : List.of(cancelled, completed)) {
            Object unused = each.thenRun(() -> {});
            assertThat(each.hasDerived()).isTrue();
        }
        cancelled.cancel(false);
        completed.complete(1);

        assertThat(cancelled.hasDerived()).isFalse();
        assertThat(completed.hasDerived()).isFalse();
    }

    private void failAfter(Use use, RuntimeException problem) {
        RequestFuture<Integer> future = newFuture();
        Object unused = use.use().apply(future);
        future.fail(problem);
    }

    private void fail(Use use) {
        RequestFuture<Integer> future = newFuture();
        future.fail(failure);
        Object unused = use.use().apply(future);
    }

    private RequestFuture<Integer> newFuture() {
        return new RequestFuture<>(new Waiting(loop, told::add), () -> {});
    }

    private static CompletableFuture<?> longChain(CompletableFuture<Integer> future) {
        CompletableFuture<Integer> last = future;
        for (int i : IntStream.range(0, 50_000).toArray()) {
            last = last.thenApply(value -> value + i);
        }
        return last;
    }

    private static String chainedAside(CompletableFuture<Integer> future) {
        LoopFuture.aside(future, (value, problem) -> {});
        return "";
    }

    private static String recorded(CompletableFuture<Integer> future) {
        new Recorded().endsWith(end -> LoopFuture.aside(future, end));
        return "";
    }

    private static Throwable thrownBy(ThrowingCallable call) {
        return catchThrowable(call);
    }

    /** Collects garbage until something was told. */
    private Throwable nextTold() throws InterruptedException {
        Throwable next = null;
        while (next == null) {
            System.gc();
            next = told.poll(20, TimeUnit.MILLISECONDS);
        }
        return next;
    }

    /** Lets a failure be told after all that are due: one collection may tell of its own in any order. */
    private void assertNoMoreAreTold() throws InterruptedException {
        for (String each : List.of("next to last", "last")) {
            IllegalStateException marker = new IllegalStateException(each);
            failAfter(new Use("nothing", future -> ""), marker);

            assertThat(nextTold()).isSameAs(marker);
        }
    }

    private static void awaitCollected(WeakReference<Object> reference) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (reference.get() != null) {
            System.gc();
            assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    /** What a recording makes of a question. */
    private static final class Recorded extends Span {
        @Override
        public boolean isRecorded() {
            return true;
        }

        @Override
        public void end(String outcome) {
            // nobody reads it
        }
    }

    /** Every wait is allowed, and none needs help. */
    private static class Waiting implements LoopFuture.Waiting {
        private final EventLoop loop;
        private final @Nullable Consumer<Throwable> ignored;

        Waiting(EventLoop loop, @Nullable Consumer<Throwable> ignored) {
            this.loop = loop;
            this.ignored = ignored;
        }

        @Override
        public EventLoop loop() {
            return loop;
        }

        @Override
        public @Nullable Consumer<Throwable> ignored() {
            return ignored;
        }

        @Override
        public void help(CompletableFuture<?> awaited, long limit, TimeUnit unit) {
            throw new AssertionError("nobody waits on the loop");
        }

        @Override
        public void check() {
            // never refused
        }
    }
}
