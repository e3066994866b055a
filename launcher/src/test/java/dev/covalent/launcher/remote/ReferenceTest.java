package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.RemoteCallException;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.launcher.remote.Animals.Animal;
import dev.covalent.launcher.remote.Animals.Arrivals;
import dev.covalent.launcher.remote.Animals.Beast;
import dev.covalent.launcher.remote.Animals.Named;
import dev.covalent.launcher.remote.Animals.Pair;
import dev.covalent.launcher.remote.Animals.Silent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Objects that are passed by reference, in both directions. */
final class ReferenceTest extends ReferenceFixture {

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
                .hasMessage("Could not call remote function 'apply'. Check that the function signature is correct."
                        + " Underlying error: java.lang.IllegalArgumentException: an animal has a name");
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

    private long numberOf(String name) {
        Outcome.Success found = (Outcome.Success) first.exchange(new RemoteRequest.GlobalFind(name));
        return found.parcel().references().get(0).number();
    }

    private static void collectGarbage() {
        System.gc();
    }
}
