package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.PeerGoneException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.observe.Logged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callbacks that renderers pass to main's typed objects. */
@Timeout(20)
final class CallbackTest {
    private final InJvmMain main = new InJvmMain();
    private final InJvmRenderer first = main.newRenderer();
    private final InJvmRenderer second = main.newRenderer();
    private final Subjects subjects = new Subjects();

    @BeforeEach
    void share() {
        main.globals().share("subject", Subject.class, subjects);
    }

    @AfterEach
    void close() {
        main.close();
    }

    @Test
    void oneWay_runsInTheRenderersTurnWithConvertedArguments() { // REM-30, REM-38
        LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
        subject(first)
                .onPeople(people ->
                        seen.add(people.get(0).name() + " " + first.loop().inTurn()));

        subjects.people.get(0).accept(List.of(new Person("ann")));

        assertThat(InJvmRenderer.next(seen)).isEqualTo("ann true");
    }

    @Test
    void oneWay_calls_runInTheirOrder() {
        LinkedBlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
        subject(first).onNumber(seen::add);

        for (int i = 0; i < 100; i++) {
            subjects.numbers.get(0).accept(i);
        }

        for (int i = 0; i < 100; i++) {
            assertThat(InJvmRenderer.next(seen)).as("call %s", i).isEqualTo(i);
        }
    }

    @Test
    void oneWay_calledWhileTheRendererWaitsForMain_doesNotDeadlock() { // REM-33
        LinkedBlockingQueue<Integer> seen = new LinkedBlockingQueue<>();

        subject(first).callAtOnce(seen::add, 7);

        assertThat(InJvmRenderer.next(seen)).isEqualTo(7);
    }

    @Test
    void sameLambda_isTheSameProxy_soItCanBeRemoved() { // REM-35
        IntConsumer listener = number -> {};
        Subject subject = subject(first);

        subject.onNumber(listener);
        subject.onNumber(listener);
        assertThat(subjects.numbers).hasSize(2);
        assertThat(subjects.numbers.get(0)).isSameAs(subjects.numbers.get(1));

        subject.offNumber(listener);
        subject.offNumber(listener);
        assertThat(subjects.numbers).isEmpty();
    }

    @Test
    void sameLambda_underOtherTypeArguments_isEqualAndConvertsForEach() {
        LinkedBlockingQueue<Object> seen = new LinkedBlockingQueue<>();
        Consumer<Object> listener = seen::add;
        Subject subject = subject(first);
        subject.onPerson(listener);
        subject.onText(listener);

        subjects.persons.get(0).accept(new Person("ann"));
        subjects.texts.get(0).accept("text");

        assertThat(InJvmRenderer.next(seen)).isEqualTo(new Person("ann"));
        assertThat(InJvmRenderer.next(seen)).isEqualTo("text");
        assertThat((Object) subjects.persons.get(0)).isEqualTo(subjects.texts.get(0));
        assertThat(subjects.persons.get(0).hashCode())
                .isEqualTo(subjects.texts.get(0).hashCode());
    }

    @Test
    void otherLambda_orOtherRenderer_isAnotherProxy() {
        subject(first).onNumber(number -> {});
        subject(first).onNumber(number -> {});
        subject(second).onNumber(number -> {});

        assertThat(subjects.numbers).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void proxy_toString_namesRendererAndInterface() {
        subject(first).onNumber(number -> {});

        assertThat(subjects.numbers.get(0))
                .hasToString("callback 1 (java.util.function.IntConsumer) of renderer 1 (pid 4701)");
    }

    @Test
    void defaultMethod_runsInMain() {
        LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
        subject(first).onEvent(seen::add);

        subjects.events.get(0).twice("x");

        assertThat(InJvmRenderer.next(seen)).isEqualTo("x");
        assertThat(InJvmRenderer.next(seen)).isEqualTo("x");
    }

    @Test
    void defaultMethod_ofTheJdks_runsInMain() {
        LinkedBlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
        List<Integer> inMain = new ArrayList<>();
        subject(first).onNumber(seen::add);

        subjects.numbers.get(0).andThen(inMain::add).accept(3);

        assertThat(InJvmRenderer.next(seen)).isEqualTo(3);
        assertThat(inMain).containsExactly(3);
    }

    @Test
    void nullCallback_arrivesAsNull() {
        subject(first).onNumber(null);

        assertThat(subjects.numbers).containsExactly((IntConsumer) null);
    }

    @Test
    void oneWay_throws_isReportedInTheRendererOnly() { // REM-32
        subject(first).onNumber(number -> {
            throw new IllegalStateException("broken " + number);
        });

        subjects.numbers.get(0).accept(1);

        assertThat(InJvmRenderer.next(first.uncaught)).hasMessage("broken 1");
        assertThat(main.uncaught).isEmpty();
    }

    @Test
    void argumentThatCannotBeCloned_isRefusedInMain() {
        subject(first).onAnything(value -> {});

        assertThatThrownBy(() -> subjects.anything.get(0).accept(Thread.currentThread()))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageContaining("args[0] (java.lang.Thread)");
    }

    @Test
    void stage_completesMainsFutureWithTheConvertedResultInItsTurn() { // REM-31
        subject(first).onQuestion(text -> CompletableFuture.completedFuture(new Person(text)));

        CompletionStage<Person> answer = subjects.questions.get(0).apply("ann");
        CompletableFuture<Person> settled = answer.toCompletableFuture();

        assertThat(InJvmMain.settled(settled)).isEqualTo(new Person("ann"));
    }

    @Test
    void stage_throwsOrFails_failsMainsFuture() { // REM-32
        subject(first).onQuestion(text -> {
            throw new IllegalStateException("no " + text);
        });
        subject(first).onQuestion(text -> CompletableFuture.failedFuture(new IllegalStateException("never " + text)));

        assertRemoteFailure(subjects.questions.get(0).apply("ann"), "no ann");
        assertRemoteFailure(subjects.questions.get(1).apply("ann"), "never ann");
        assertThat(InJvmRenderer.next(first.uncaught)).hasMessage("no ann");
    }

    @Test
    void stage_rendererGoes_failsMainsFuture() { // REM-51, REM-52
        subject(first).onQuestion(text -> new CompletableFuture<>());
        CompletableFuture<Person> open = subjects.questions.get(0).apply("ann").toCompletableFuture();

        first.die();

        assertThat(open)
                .failsWithin(InJvmMain.LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(PeerGoneException.class)
                .withMessageContaining("The renderer of contents 1 (pid 4701) is gone");
        assertThat(subjects.questions.get(0).apply("bob").toCompletableFuture())
                .failsWithin(InJvmMain.LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(PeerGoneException.class);
    }

    @Test
    void oneWay_rendererGone_doesNothingAndWarnsOnce() { // REM-52
        LinkedBlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
        subject(first).onNumber(seen::add);
        first.die();

        String logged = Logged.by(() -> {
            subjects.numbers.get(0).accept(1);
            subjects.numbers.get(0).accept(2);
        });

        assertThat(logged)
                .containsOnlyOnce(
                        "Attempting to call a function in a renderer window that has been closed or released.\n"
                                + "Function provided here: " + CallbackTest.class.getName()
                                + ".oneWay_rendererGone_doesNothingAndWarnsOnce(CallbackTest.java:");
        assertThat(logged)
                .contains("callback 1 (java.util.function.IntConsumer) of renderer 1 (pid 4701), passed to "
                        + Subject.class.getName() + ".onNumber(java.util.function.IntConsumer)");
        assertThat(seen).isEmpty();
    }

    @Test
    void number_ofAnotherRenderersCallback_reachesTheCallerOnly() { // REM-59
        LinkedBlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
        subject(first).onNumber(seen::add);
        Parcel guessed = new Parcel(StructuredClone.encodeArguments(0), List.of(ObjectReference.to(1, "guessed")));

        second.exchange("subject", "onNumber(Ljava/util/function/IntConsumer;)V", guessed);
        subjects.numbers.get(1).accept(13);
        subjects.numbers.get(0).accept(7);

        assertThat(InJvmRenderer.next(seen)).isEqualTo(7);
        assertThat(seen).isEmpty();
        assertThat(subjects.numbers.get(0)).isNotEqualTo(subjects.numbers.get(1));
    }

    @Test
    void reply_ofAnotherRenderer_breaksTheProtocol_andChangesNothing() { // REM-59
        CompletableFuture<Person> slow = new CompletableFuture<>();
        subject(first).onQuestion(text -> slow);
        subject(second).onQuestion(text -> new CompletableFuture<>());
        CompletableFuture<Person> open = subjects.questions.get(0).apply("ann").toCompletableFuture();

        Upstream forged = new Upstream.CallbackReply(
                1, new Outcome.Success(StructuredClone.encode(new Person("mallory"), "result")));
        assertThatThrownBy(() -> second.post(forged)).hasCauseInstanceOf(MalformedFrameException.class);
        assertThat(open).isNotDone();
        slow.complete(new Person("ann"));

        assertThat(InJvmMain.settled(open)).isEqualTo(new Person("ann"));
    }

    @Test
    void number_thatIsNone_isRefused() {
        for (Object tampered : new Object[] {"text", 0L, List.of(0), Map.of("number", 0), -1, 1, Integer.MAX_VALUE}) {
            Outcome outcome = first.exchange(
                    "subject",
                    "onNumber(Ljava/util/function/IntConsumer;)V",
                    new Parcel(StructuredClone.encodeArguments(tampered), List.of(ObjectReference.to(1, "tampered"))));

            assertThat(outcome).as("number %s", tampered).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
                assertThat(failure.message()).contains("Argument 0 of").contains("onNumber");
            });
        }
        assertThat(subjects.numbers).isEmpty();
    }

    @Test
    void call_ofACallbackThatWasNeverPassed_failsMainsFuture() {
        second.exchange(
                "subject",
                InJvmRenderer.key(Subject.class, "onQuestion"),
                new Parcel(StructuredClone.encodeArguments(0), List.of(ObjectReference.to(99, "nowhere"))));

        assertThatThrownBy(() ->
                        InJvmMain.settled(subjects.questions.get(0).apply("ann").toCompletableFuture()))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("passed no callback 99");
    }

    private static void assertRemoteFailure(CompletionStage<Person> answer, String message) {
        assertThat(answer.toCompletableFuture())
                .failsWithin(InJvmMain.LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(RemoteCallException.class)
                .withMessageContaining("Could not call remote function 'apply'")
                .withMessageContaining("java.lang.IllegalStateException: " + message);
    }

    private static Subject subject(InJvmRenderer renderer) {
        return renderer.remote().getGlobal("subject", Subject.class);
    }

    record Person(String name) {}

    interface Listener {
        void on(String event);

        default void twice(String event) {
            on(event);
            on(event);
        }
    }

    interface Subject {
        void onNumber(IntConsumer listener);

        void offNumber(IntConsumer listener);

        void onPeople(Consumer<List<Person>> listener);

        void onPerson(Consumer<? super Person> listener);

        void onText(Consumer<? super String> listener);

        void onAnything(Consumer<Object> listener);

        void onEvent(Listener listener);

        void onQuestion(Function<String, CompletionStage<Person>> question);

        void callAtOnce(IntConsumer listener, int number);
    }

    private static final class Subjects implements Subject {
        private final List<IntConsumer> numbers = new ArrayList<>();
        private final List<Consumer<List<Person>>> people = new ArrayList<>();
        private final List<Consumer<? super Person>> persons = new ArrayList<>();
        private final List<Consumer<? super String>> texts = new ArrayList<>();
        private final List<Consumer<Object>> anything = new ArrayList<>();
        private final List<Listener> events = new ArrayList<>();
        private final List<Function<String, CompletionStage<Person>>> questions = new ArrayList<>();

        @Override
        public void onNumber(IntConsumer listener) {
            numbers.add(listener);
        }

        @Override
        public void offNumber(IntConsumer listener) {
            numbers.remove(listener);
        }

        @Override
        public void onPeople(Consumer<List<Person>> listener) {
            people.add(listener);
        }

        @Override
        public void onPerson(Consumer<? super Person> listener) {
            persons.add(listener);
        }

        @Override
        public void onText(Consumer<? super String> listener) {
            texts.add(listener);
        }

        @Override
        public void onAnything(Consumer<Object> listener) {
            anything.add(listener);
        }

        @Override
        public void onEvent(Listener listener) {
            events.add(listener);
        }

        @Override
        public void onQuestion(Function<String, CompletionStage<Person>> question) {
            questions.add(question);
        }

        @Override
        public void callAtOnce(IntConsumer listener, int number) {
            listener.accept(number);
        }
    }
}
