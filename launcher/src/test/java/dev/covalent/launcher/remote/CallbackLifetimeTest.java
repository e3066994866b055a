package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.UncloneableValueException;
import dev.covalent.main.RemoteCallback;
import dev.covalent.main.RemoteListeners;
import java.lang.ref.WeakReference;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long callbacks live: in the renderer as long as main holds them, in main as long as the renderer is there. */
@Timeout(60)
final class CallbackLifetimeTest {
    private final InJvmMain main = new InJvmMain();
    private final InJvmRenderer first = main.newRenderer();
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
    void of_callback_tellsWhoseItIs_fromWhere_andWhetherItIsThere() {
        subject(first).onNumber(number -> {});

        RemoteCallback callback = RemoteCallback.of(subjects.numbers.get(0)).orElseThrow();

        assertThat(callback.webContentsId()).isEqualTo(1);
        assertThat(callback.place())
                .startsWith(CallbackLifetimeTest.class.getName() + ".of_callback")
                .endsWith(")");
        assertThat(callback.isConnected()).isTrue();
        first.die();
        assertThat(callback.isConnected()).isFalse();
        assertThat(RemoteCallback.of("no callback")).isEmpty();
        assertThat(RemoteCallback.of((IntConsumer) number -> {})).isEmpty();
    }

    @Test
    void onGone_isCalledOnMainsLoop_onceAndUnlessItWasClosed() { // REM-51, REM-52
        subject(first).onNumber(number -> {});
        RemoteCallback callback = RemoteCallback.of(subjects.numbers.get(0)).orElseThrow();
        LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
        callback.onGone(() -> told.add("closed")).close();
        callback.onGone(() -> {
            throw new IllegalStateException("in onGone");
        });
        callback.onGone(() -> told.add("gone " + main.isInTurn()));

        first.die();

        assertThat(InJvmRenderer.next(told)).isEqualTo("gone true");
        callback.onGone(() -> told.add("late " + main.isInTurn()));
        assertThat(InJvmRenderer.next(told)).isEqualTo("late true");
        assertThat(told).isEmpty();
        assertThat(InJvmRenderer.next(main.uncaught)).hasMessage("in onGone");
    }

    @Test
    void rendererGone_itsListenersAreDroppedWithoutACall() { // REM-52, REM-54
        InJvmRenderer second = main.newRenderer();
        LinkedBlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
        RemoteListeners<IntConsumer> listeners = new RemoteListeners<>();
        main.globals().share("news", News.class, listeners::add);
        for (InJvmRenderer renderer : List.of(first, first, second)) {
            renderer.remote().getGlobal("news", News.class).onNumber(new Receiver(seen));
        }
        List<WeakReference<IntConsumer>> held = new ArrayList<>();
        listeners.forEach(listener -> held.add(new WeakReference<>(listener)));

        first.die();

        InJvmRenderer.awaitCollected(
                () -> held.stream().filter(weak -> weak.get() != null).count() == 1);
        assertThat(held).extracting(weak -> weak.get() == null).containsExactly(true, true, false);
        assertThat(listeners.size()).isEqualTo(1);
        listeners.forEach(listener -> listener.accept(7));
        assertThat(InJvmRenderer.next(seen)).isEqualTo(7);
        assertThat(seen).isEmpty();
    }

    @Test
    void listenerOfAGoneRenderer_isNotAdded() { // REM-52
        RemoteListeners<IntConsumer> listeners = new RemoteListeners<>();
        subject(first).onNumber(number -> {});
        first.die();

        listeners.add(subjects.numbers.get(0));

        assertThat(listeners.isEmpty()).isTrue();
    }

    @Test
    void listener_isRemovedByTheSameLambda_asOftenAsItWasAdded() { // REM-35
        RemoteListeners<IntConsumer> listeners = new RemoteListeners<>();
        Registry registry = new Registry() {
            @Override
            public void onNumber(IntConsumer listener) {
                listeners.add(listener);
            }

            @Override
            public void offNumber(IntConsumer listener) {
                assertThat(listeners.remove(listener)).isTrue();
            }
        };
        main.globals().share("registry", Registry.class, registry);
        Registry remote = first.remote().getGlobal("registry", Registry.class);
        IntConsumer twice = number -> {};

        remote.onNumber(twice);
        remote.onNumber(twice);
        assertThat(listeners.size()).isEqualTo(2);

        remote.offNumber(twice);
        assertThat(listeners.size()).isEqualTo(1);
        remote.offNumber(twice);
        assertThat(listeners.isEmpty()).isTrue();
    }

    @Test
    void callbacksThatMainDropped_areForgottenByTheRenderer() throws InterruptedException { // REM-44, REM-50
        for (int i = 0; i < 1_000; i++) {
            subject(first).onNumber(new Receiver());
        }
        assertThat(first.callbacks()).isEqualTo(1_000);

        subjects.numbers.clear();

        awaitCallbacks(0);
    }

    @Test
    void callbackThatIsPassedAgain_staysAsLongAsMainHoldsIt() throws InterruptedException { // REM-35, REM-45
        Receiver receiver = new Receiver();
        subject(first).onNumber(receiver);
        subject(first).onNumber(receiver);
        subjects.numbers.clear();
        subject(first).onNumber(receiver);
        subject(first).onNumber(new Receiver());
        subjects.numbers.remove(1);
        awaitCallbacks(1);

        subjects.numbers.get(0).accept(5);

        assertThat(InJvmRenderer.next(receiver.seen)).isEqualTo(5);
        subjects.numbers.clear();
        awaitCallbacks(0);
        subject(first).onNumber(receiver);
        subjects.numbers.get(0).accept(6);
        assertThat(InJvmRenderer.next(receiver.seen)).isEqualTo(6);
    }

    /** A proxy whose last use is a call may be collected while that call is made; the callback must not go first. */
    @Test
    void oneShotCallbacks_collectedWhileTheyAreCalled_areCalled() {
        LinkedBlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
        for (int i = 0; i < 20_000; i++) { // until that is compiled
            int number = i;
            subject(first).onPeople(people -> seen.add(number));
            subjects.people.remove(0).accept(List.of());
            assertThat(InJvmRenderer.next(seen)).isEqualTo(i);
        }

        for (int i = 0; i < 5; i++) {
            int number = i;
            subject(first).onPeople(people -> seen.add(number));
            subjects.people.remove(0).accept(new SlowList());
            assertThat(InJvmRenderer.next(seen)).isEqualTo(i);
        }
    }

    /** A list during whose encoding the garbage is collected. */
    private static final class SlowList extends AbstractList<Person> {
        @Override
        public Person get(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public int size() {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return 0;
        }
    }

    @Test
    void callbackOfACallThatCannotBeSent_isForgotten() {
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> subject(first).onBoth(new Receiver(), Thread.currentThread()))
                    .isInstanceOf(UncloneableValueException.class);
        }

        assertThat(first.callbacks()).isZero();
    }

    /** Main takes the callbacks of a call first, whatever is wrong with its other arguments. */
    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // on purpose
    void callbackOfACallThatMainRefuses_isForgotten() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> subject(first).onNumbers((List) List.of("no number"), new Receiver()))
                    .isInstanceOf(RuntimeException.class)
                    .hasMessageContaining("Argument 0");
        }
        assertThat(subjects.numbers).isEmpty();

        awaitCallbacks(0);
    }

    /** An object of its own at every place it is passed from. */
    private static final class Receiver implements IntConsumer {
        private final LinkedBlockingQueue<Integer> seen;

        Receiver() {
            this(new LinkedBlockingQueue<>());
        }

        Receiver(LinkedBlockingQueue<Integer> seen) {
            this.seen = seen;
        }

        @Override
        public void accept(int value) {
            seen.add(value);
        }
    }

    private void awaitCallbacks(int expected) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int round = 0; round < 200 && first.callbacks() != expected; round++) {
            System.gc();
            assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(first.callbacks()).isEqualTo(expected);
    }

    private static Subject subject(InJvmRenderer renderer) {
        return renderer.remote().getGlobal("subject", Subject.class);
    }

    record Person(String name) {}

    interface Subject {
        void onNumber(IntConsumer listener);

        void onPeople(Consumer<List<Person>> listener);

        void onBoth(IntConsumer listener, Object other);

        void onNumbers(List<Integer> several, IntConsumer listener);
    }

    /** Main's listeners as pages add them. */
    @FunctionalInterface
    interface News {
        void onNumber(IntConsumer listener);
    }

    /** The same, with what takes them away. */
    interface Registry extends News {
        void offNumber(IntConsumer listener);
    }

    /** Holds what it is given. Confined to main's loop, but where a test waits for that. */
    private static final class Subjects implements Subject {
        private final List<IntConsumer> numbers = new ArrayList<>();
        private final List<Consumer<List<Person>>> people = new ArrayList<>();

        @Override
        public void onNumber(IntConsumer listener) {
            numbers.add(listener);
        }

        @Override
        public void onPeople(Consumer<List<Person>> listener) {
            people.add(listener);
        }

        @Override
        public void onBoth(IntConsumer listener, Object other) {
            numbers.add(listener);
        }

        @Override
        public void onNumbers(List<Integer> several, IntConsumer listener) {
            numbers.add(listener);
        }
    }
}
