package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.ErrorDetails;
import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Request;
import dev.covalent.renderer.RemoteReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects that are passed by reference, in both directions. */
@Timeout(20)
final class ReferenceTest {
    private final InJvmMain main = new InJvmMain();
    private final InJvmRenderer first = main.newRenderer();
    private final InJvmRenderer second = main.newRenderer();
    private final Zoo zoo = new Zoo();

    @BeforeEach
    void share() {
        main.globals().share("animals", Animals.class, zoo);
    }

    @AfterEach
    void close() {
        main.close();
    }

    @Test
    void result_isAReferenceToTheLiveObject() { // REM-01, REM-12, REM-27, REM-28
        Animal cat = animals(first).create("cat");

        cat.rename("tom");

        assertThat(cat.name()).isEqualTo("tom");
        assertThat(zoo.created.get(0).name()).isEqualTo("tom");
        assertThat(animals(second).find("tom").orElseThrow().name()).isEqualTo("tom");
    }

    @Test
    void sameObject_whateverWayItComes_isTheSameProxy() { // REM-05, REM-46
        Animals animals = animals(first);
        Animal cat = animals.create("cat");
        main.globals().share("favourite", Animal.class, zoo.created.get(0));

        assertThat(animals.create("dog")).isNotSameAs(cat).isNotEqualTo(cat);
        assertThat(animals.find("cat").orElseThrow()).isSameAs(cat);
        assertThat(animals.all()).first().isSameAs(cat);
        assertThat(animals.byName().get("cat")).isSameAs(cat);
        assertThat(animals.pair().left()).isSameAs(cat);
        assertThat(first.remote().getGlobal("favourite", Animal.class)).isSameAs(cat);
        assertThat(first.remote().getGlobal("animals", Animals.class)).isSameAs(animals);
        assertThat(animals.self()).isSameAs(animals);
    }

    @Test
    void sameObject_asTwoInterfaces_isEqual() { // REM-26, REM-46
        Animals animals = animals(first);
        Animal cat = animals.create("cat");

        Named named = animals.named("cat");

        assertThat(named).isEqualTo(cat).hasSameHashCodeAs(cat).isNotSameAs(cat);
        assertThat(named.name()).isEqualTo("cat");
        assertThat(new HashSet<>(List.of(named, (Named) cat))).hasSize(1);
    }

    @Test
    void proxies_ofTwoRenderers_areTheirOwn() { // REM-47
        Animal cat = animals(first).create("cat");

        assertThat(animals(second).find("cat").orElseThrow()).isNotSameAs(cat).isNotEqualTo(cat);
    }

    @Test
    void argument_thatMainGave_isTheOriginalThere() { // REM-16, REM-17
        Animals animals = animals(first);
        Animal cat = animals.create("cat");
        Animal dog = animals.create("dog");

        animals.befriend(cat, List.of(dog, cat), new Pair(dog, "text", Map.of("x", List.of(cat))), null);

        assertThat(zoo.befriended)
                .containsExactly(
                        zoo.created.get(0),
                        zoo.created.get(1),
                        zoo.created.get(0),
                        zoo.created.get(1),
                        zoo.created.get(0),
                        null);
        assertThat(animals.isKnown(cat)).isTrue();
    }

    @Test
    void argument_thatMainDidNotGive_andCannotWaitFor_isRefusedNamingTheFix() { // REM-33
        Animals animals = animals(first);
        first.sent.clear();

        assertThatThrownBy(() -> animals.isKnown(new Beast("wolf")))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: args[0] (" + Animal.class.getName()
                        + ", whose method name returns java.lang.String, and no process may wait for a callback: pass an"
                        + " object that main gave, or let it return void or a CompletionStage)");
        assertThat(first.sent).isEmpty();
    }

    @Test
    void argument_ofAnotherType_isRefused() {
        Animals animals = animals(first);
        Animal cat = animals.create("cat");
        ObjectReference forged = ObjectReference.back(numberOf("animals"));

        Outcome outcome = first.exchange(
                "animals",
                "isKnown(L" + Animal.class.getName().replace('.', '/') + ";)Z",
                new Parcel(StructuredClone.encodeArguments(0), List.of(forged)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.message())
                                .contains("Argument 0 of")
                                .contains("found a reference to a " + Zoo.class.getName() + ", expected a Animal"));
        assertThat(cat.name()).isEqualTo("cat");
    }

    @Test
    void callback_isGivenReferences_andGivesThemBack() { // REM-16, REM-38
        Animals animals = animals(first);
        LinkedBlockingQueue<Animal> seen = new LinkedBlockingQueue<>();
        Arrivals arrivals = new Arrivals() {
            @Override
            public void arrived(Animal animal) {
                seen.add(animal);
            }

            @Override
            public CompletionStage<Animal> rival(Animal animal) {
                return CompletableFuture.completedFuture(animals.create("rival of " + animal.name()));
            }
        };

        animals.watch(arrivals);
        Animal cat = animals.create("cat");
        CompletionStage<Animal> rival = zoo.watchers.get(0).rival(zoo.created.get(0));

        assertThat(InJvmRenderer.next(seen)).isSameAs(cat);
        assertThat(InJvmMain.settled(rival.toCompletableFuture())).isSameAs(zoo.created.get(1));
    }

    @Test
    void callback_thatComesBack_isTheObjectThatWasPassed() { // REM-16, REM-35
        Animals animals = animals(first);
        Arrivals silent = new Silent();

        animals.watch(silent);

        assertThat(animals.watchers()).singleElement().isSameAs(silent);
        assertThat(animals.watchers()).singleElement().isSameAs(silent);
    }

    @Test
    void callbacks_insideValues_areCallbacks() { // REM-30
        Animals animals = animals(first);
        LinkedBlockingQueue<Animal> seen = new LinkedBlockingQueue<>();
        Arrivals one = new Silent(seen);

        animals.watchAll(Map.of("one", one, "two", one));
        Animal cat = animals.create("cat");

        assertThat(zoo.watchers).hasSize(2);
        assertThat(zoo.watchers.get(0)).isSameAs(zoo.watchers.get(1));
        assertThat(InJvmRenderer.next(seen)).isSameAs(cat);
    }

    @Test
    void objectOfOneRenderer_usedByAnother_isCalledThroughMain() { // REM-47
        LinkedBlockingQueue<Animal> seen = new LinkedBlockingQueue<>();
        animals(first).watch(new Silent(seen));
        Animal cat = animals(first).create("cat");

        Arrivals foreign = animals(second).watchers().get(0);
        foreign.arrived(animals(second).find("cat").orElseThrow());

        assertThat(InJvmRenderer.next(seen)).isSameAs(cat);
        assertThat(InJvmRenderer.next(seen)).isSameAs(cat);
    }

    @Test
    void function_ofMains_isCalledThere_itsDefaultMethodsRunHere() { // REM-24, REM-29, REM-41
        Animals animals = animals(first);
        Function<String, Animal> factory = animals.factory();

        Animal cat = factory.apply("cat");

        assertThat(factory.andThen(Animal::name).apply("dog")).isEqualTo("dog");
        assertThat(animals.find("cat").orElseThrow()).isSameAs(cat);
        assertThatThrownBy(() -> factory.apply(""))
                .isInstanceOf(RemoteCallException.class)
                .hasMessageContaining("Underlying error: java.lang.IllegalArgumentException: an animal has a name");
    }

    @Test
    void stage_givesAReference() { // REM-39
        Animals animals = animals(first);
        CompletionStage<Animal> later = animals.later();

        Animal cat = animals.create("cat");

        assertThat(InJvmMain.settled(later.toCompletableFuture())).isSameAs(cat);
    }

    @Test
    void functionWithAConstantResult_givesMainAFuture() { // REM-31, REM-34
        Animals animals = animals(first);

        animals.nameBy(() -> CompletableFuture.completedFuture("the constant"));

        assertThat(InJvmMain.settled(zoo.names.get(0).get().toCompletableFuture()))
                .isEqualTo("the constant");
    }

    @Test
    void methodReference_keepsTheObject() { // REM-29
        Supplier<String> name = animals(first).create("cat")::name;

        collectGarbage();

        assertThat(name.get()).isEqualTo("cat");
    }

    @Test
    void declaredException_orASubclass_isThrownAsDeclared_anyOtherIsRemote() { // REM-23, REM-41, REM-42
        Animals animals = animals(first);

        assertThatThrownBy(() -> animals.feed("poison"))
                .isExactlyInstanceOf(Poisoned.class)
                .hasMessage("do not eat: poison")
                .hasCauseInstanceOf(RemoteCallException.class)
                .satisfies(poisoned -> assertThat(((Poisoned) poisoned).dose()).isEqualTo(3));
        assertThatThrownBy(() -> animals.feed("nothing"))
                .isExactlyInstanceOf(Refused.class)
                .hasMessage("hungry")
                .cause()
                .isInstanceOfSatisfying(RemoteCallException.class, remote -> {
                    assertThat(remote.error().type()).isEqualTo(Hungry.class.getName());
                    assertThat(remote.declaredType()).isEqualTo(Refused.class.getName());
                    assertThat(remote.error().stack()).contains("ReferenceTest$Zoo.feed");
                });
        assertThatThrownBy(() -> animals.feed("stone"))
                .isExactlyInstanceOf(RemoteCallException.class)
                .hasMessageContaining("java.lang.IllegalStateException: a stone")
                .satisfies(remote -> assertThat(((RemoteCallException) remote).declaredType())
                        .isNull());
        assertThatThrownBy(() -> animals.feed("private"))
                .isExactlyInstanceOf(RemoteCallException.class)
                .satisfies(remote -> assertThat(((RemoteCallException) remote).declaredType())
                        .isEqualTo(Unmakeable.class.getName()));
    }

    @Test
    void declaredException_ofAStage_failsTheFutureAsDeclared() throws Refused { // REM-40
        assertThat(animals(first).feedLater("nothing").toCompletableFuture())
                .failsWithin(InJvmMain.LIMIT)
                .withThrowableThat()
                .withCauseExactlyInstanceOf(Refused.class);
    }

    @Test
    void number_ofAnotherRenderersObject_isUnknown() { // REM-59
        Animal cat = animals(first).create("cat");
        String rename = "rename(Ljava/lang/String;)V";
        long number = ((Request.ObjectCall) sentFor(cat)).object();

        Outcome outcome = second.exchange(
                new Request.ObjectCall(number, "cat", rename, Parcel.of(StructuredClone.encodeArguments("stolen"))));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.MISSING);
            assertThat(failure.message()).startsWith("Cannot call method 'rename' on missing remote object 'cat'");
        });
        assertThat(cat.name()).isEqualTo("cat");
    }

    @Test
    void methodOfAnInterfaceThatTheObjectWasNotPassedAs_isRefused() { // REM-58
        animals(first).create("cat");
        Named named = animals(second).named("cat");
        long number = ((Request.ObjectCall) sentFor(second, named)).object();

        Outcome outcome = second.exchange(new Request.ObjectCall(
                number, "cat", "rename(Ljava/lang/String;)V", Parcel.of(StructuredClone.encodeArguments("stolen"))));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.MISUSE);
            assertThat(failure.message()).contains("has no method 'rename(Ljava/lang/String;)V'");
        });
        assertThat(named.name()).isEqualTo("cat");
    }

    @Test
    void collected_isForgottenByMain() { // REM-44
        Animals animals = animals(first);
        for (int i = 0; i < 100; i++) {
            assertThat(animals.create("animal " + i).name()).isEqualTo("animal " + i);
        }

        awaitReferences(first, 1);

        assertThat(main.passedTo(first)).isEqualTo(1);
        assertThat(animals.all()).hasSize(100);
    }

    @Test
    void close_releasesAtOnce_andLaterUseSaysSo() { // REM-43, REM-44
        Animals animals = animals(first);
        Animal cat = animals.create("cat");
        RemoteReference reference = RemoteReference.of(cat).orElseThrow();

        reference.close();
        reference.close();

        assertThat(reference.isReleased()).isTrue();
        assertThat(main.passedTo(first)).isEqualTo(1);
        assertThatThrownBy(cat::name)
                .isInstanceOf(MissingRemoteObjectException.class)
                .hasMessage("Cannot call method 'name' on missing remote object '" + reference.name()
                        + "': this renderer has released it");
        assertThatThrownBy(() -> animals.isKnown(cat)).hasMessageContaining("which this process has released");
        assertThat(animals.find("cat").orElseThrow()).isNotSameAs(cat);
        assertThat(animals.find("cat").orElseThrow().name()).isEqualTo("cat");
    }

    @Test
    void close_ofOneOfTwoInterfaces_keepsTheOther() {
        Animals animals = animals(first);
        Animal cat = animals.create("cat");
        Named named = animals.named("cat");

        RemoteReference.of(named).orElseThrow().close();

        assertThat(cat.name()).isEqualTo("cat");
        assertThat(RemoteReference.of(cat).orElseThrow().isReleased()).isFalse();
    }

    @Test
    void of_whatIsNoReference_isEmpty() {
        assertThat(RemoteReference.of("text")).isEmpty();
        assertThat(RemoteReference.of(new Silent())).isEmpty();
        assertThatThrownBy(() -> RemoteReference.of(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void unshare_takesWhatWasOnlyGotByItsName_notWhatAMethodGave() { // REM-43
        Animals animals = animals(first);
        Animal cat = animals.create("cat");
        main.globals().share("favourite", Animal.class, zoo.created.get(0));
        assertThat(first.remote().getGlobal("favourite", Animal.class)).isSameAs(cat);

        main.globals().unshare("favourite");
        main.globals().unshare("animals");

        assertThat(cat.name()).isEqualTo("cat");
        assertThatThrownBy(animals::all).isInstanceOf(MissingRemoteObjectException.class);
    }

    @Test
    void share_anotherObjectUnderTheName_leavesWhoHoldsTheFirst() { // REM-44, DAT-04
        Animals before = animals(first);

        main.globals().share("animals", Animals.class, new Zoo());
        animals(first).create("elephant");

        assertThat(animals(first)).isNotSameAs(before);
        assertThat(before.all()).isEmpty();
        assertThat(animals(first).all()).hasSize(1);
    }

    @Test
    void rendererGone_mainForgetsAll() { // REM-44, REM-51, REM-54
        animals(first).create("cat");
        animals(second).create("dog");
        assertThat(main.passedTo(first)).isEqualTo(2);

        first.die();

        assertThat(main.passedTo(first)).isZero();
        assertThat(main.passedTo(second)).isEqualTo(2);
    }

    @Test
    @Timeout(120)
    void manyRounds_withGarbageCollectedInBetween_breakNoCall() { // REM-49
        Animals animals = animals(first);
        for (int i = 0; i < 100; i++) {
            Animal animal = animals.create("animal " + i);
            collectGarbage();
            assertThat(animal.name()).isEqualTo("animal " + i);
            assertThat(animals.isKnown(animals.find("animal " + i).orElseThrow()))
                    .isTrue();
        }
        awaitReferences(first, 1);
        assertThat(main.passedTo(first)).isEqualTo(1);
    }

    @Test
    void resultNobodyReads_isReleased() {
        Animals animals = animals(first);
        Animal cat = animals.create("cat");
        long number = numberOf("animals");

        Outcome.Success outcome = (Outcome.Success) first.exchange(new Request.ObjectCall(
                number,
                "animals",
                InJvmRenderer.key(Animals.class, "all"),
                Parcel.of(StructuredClone.encodeArguments())));
        assertThat(outcome.parcel().references()).hasSize(1);
        first.discard(outcome.parcel());

        awaitReferences(first, 2);
        assertThat(animals.all()).first().isSameAs(cat);
    }

    @Test
    void callback_inACallThatMainRefuses_isReleased() { // REM-50
        Animals animals = animals(first);
        main.globals().unshare("animals");

        assertThatThrownBy(() -> animals.watch(new Silent())).isInstanceOf(MissingRemoteObjectException.class);
        InJvmRenderer.awaitCollected(() -> first.callbacks() == 0);

        assertThat(first.callbacks()).isZero();
    }

    @Test
    void callback_inACallThatCannotBeSent_isNotKept() {
        Animals animals = animals(first);

        assertThatThrownBy(() -> animals.watchWith(new Silent(), Thread.currentThread()))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: args[1] (java.lang.Thread)");

        assertThat(first.callbacks()).isZero();
    }

    private Object sentFor(Animal animal) {
        return sentFor(first, animal);
    }

    private static Object sentFor(InJvmRenderer renderer, Named object) {
        renderer.sent.clear();
        String unused = object.name();
        return renderer.sent.get(0);
    }

    private long numberOf(String name) {
        Outcome.Success found = (Outcome.Success) first.exchange(new Request.GlobalFind(name));
        return found.parcel().references().get(0).number();
    }

    private static void awaitReferences(InJvmRenderer renderer, int count) {
        InJvmRenderer.awaitCollected(() -> renderer.references() <= count);
        assertThat(renderer.references()).isEqualTo(count);
    }

    private static void collectGarbage() {
        System.gc();
    }

    private static Animals animals(InJvmRenderer renderer) {
        return renderer.remote().getGlobal("animals", Animals.class);
    }

    interface Named {
        String name();
    }

    interface Animal extends Named {
        void rename(String name);
    }

    record Pair(Animal left, String text, Map<String, List<Animal>> more) {}

    interface Arrivals {
        void arrived(Animal animal);

        CompletionStage<Animal> rival(Animal animal);
    }

    interface Animals {
        Animal create(String name);

        Optional<Animal> find(String name);

        List<Animal> all();

        Map<String, Animal> byName();

        Pair pair();

        Named named(String name);

        Animals self();

        void befriend(Animal one, List<Animal> others, Pair pair, @Nullable Animal none);

        boolean isKnown(Animal animal);

        void watch(Arrivals arrivals);

        void watchAll(Map<String, Arrivals> arrivals);

        void watchWith(Arrivals arrivals, Object more);

        List<Arrivals> watchers();

        Function<String, Animal> factory();

        CompletionStage<Animal> later();

        void nameBy(Supplier<CompletionStage<String>> name);

        void feed(String food) throws Refused, Poisoned, Unmakeable;

        CompletionStage<Void> feedLater(String food) throws Refused;
    }

    static class Refused extends Exception {
        Refused(String message) {
            super(message);
        }
    }

    static final class Hungry extends Refused {
        Hungry() {
            super("hungry");
        }
    }

    static final class Poisoned extends Exception implements ErrorDetails {
        private final int dose;

        Poisoned(String food, int dose) {
            super("do not eat: " + food);
            this.dose = dose;
        }

        Poisoned(RemoteError error) {
            super(error.message());
            this.dose = (Integer) error.data();
        }

        int dose() {
            return dose;
        }

        @Override
        public String code() {
            return "EPOISON";
        }

        @Override
        public Object data() {
            return dose;
        }
    }

    static final class Unmakeable extends Exception {
        Unmakeable(int number, int other) {
            super(number + " " + other);
        }
    }

    private static final class Silent implements Arrivals {
        private final LinkedBlockingQueue<Animal> seen;

        Silent() {
            this(new LinkedBlockingQueue<>());
        }

        Silent(LinkedBlockingQueue<Animal> seen) {
            this.seen = seen;
        }

        @Override
        public void arrived(Animal animal) {
            seen.add(animal);
        }

        @Override
        public CompletionStage<Animal> rival(Animal animal) {
            return new CompletableFuture<>();
        }
    }

    /** As main has it: not one of the interfaces' own methods are all that it has. */
    private static final class Beast implements Animal {
        private String name;

        Beast(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void rename(String name) {
            this.name = name;
        }
    }

    private static final class Zoo implements Animals {
        private final List<Animal> created = new ArrayList<>();
        private final List<@Nullable Animal> befriended = new ArrayList<>();
        private final List<Arrivals> watchers = new ArrayList<>();
        private final List<CompletableFuture<Animal>> waiting = new ArrayList<>();
        private final List<Supplier<CompletionStage<String>>> names = new ArrayList<>();

        @Override
        public Animal create(String name) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("an animal has a name");
            }
            Animal animal = new Beast(name);
            created.add(animal);
            watchers.forEach(watcher -> watcher.arrived(animal));
            waiting.forEach(one -> one.complete(animal));
            return animal;
        }

        @Override
        public Optional<Animal> find(String name) {
            return created.stream().filter(animal -> animal.name().equals(name)).findFirst();
        }

        @Override
        public List<Animal> all() {
            return created;
        }

        @Override
        public Map<String, Animal> byName() {
            Map<String, Animal> byName = new LinkedHashMap<>();
            created.forEach(animal -> byName.put(animal.name(), animal));
            return byName;
        }

        @Override
        public Pair pair() {
            return new Pair(created.get(0), "", Map.of());
        }

        @Override
        public Named named(String name) {
            return find(name).orElseThrow();
        }

        @Override
        public Animals self() {
            return this;
        }

        @Override
        public void befriend(Animal one, List<Animal> others, Pair pair, @Nullable Animal none) {
            befriended.add(one);
            befriended.addAll(others);
            befriended.add(pair.left());
            befriended.addAll(pair.more().get("x"));
            befriended.add(none);
        }

        @Override
        public boolean isKnown(Animal animal) {
            return created.contains(animal);
        }

        @Override
        public void watch(Arrivals arrivals) {
            watchers.add(arrivals);
        }

        @Override
        public void watchAll(Map<String, Arrivals> arrivals) {
            watchers.addAll(arrivals.values());
        }

        @Override
        public void watchWith(Arrivals arrivals, Object more) {
            watchers.add(arrivals);
        }

        @Override
        public List<Arrivals> watchers() {
            return watchers;
        }

        @Override
        public Function<String, Animal> factory() {
            return this::create;
        }

        @Override
        public CompletionStage<Animal> later() {
            CompletableFuture<Animal> one = new CompletableFuture<>();
            waiting.add(one);
            return one;
        }

        @Override
        public void nameBy(Supplier<CompletionStage<String>> name) {
            names.add(name);
        }

        @Override
        public void feed(String food) throws Refused, Poisoned, Unmakeable {
            switch (food) {
                case "poison" -> throw new Poisoned(food, 3);
                case "nothing" -> throw new Hungry();
                case "private" -> throw new Unmakeable(1, 2);
                default -> throw new IllegalStateException("a " + food);
            }
        }

        @Override
        public CompletionStage<Void> feedLater(String food) {
            return CompletableFuture.failedFuture(new Hungry());
        }
    }
}
