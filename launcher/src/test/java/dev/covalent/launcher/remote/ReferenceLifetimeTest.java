package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.launcher.remote.Animals.Animal;
import dev.covalent.launcher.remote.Animals.Beast;
import dev.covalent.launcher.remote.Animals.Named;
import dev.covalent.launcher.remote.Animals.Silent;
import dev.covalent.renderer.RemoteReference;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long references live. */
final class ReferenceLifetimeTest extends ReferenceFixture {

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
        assertThatThrownBy(() -> animals.isKnown(cat))
                .isInstanceOf(MissingRemoteObjectException.class)
                .hasMessageMatching(
                        "Cannot pass remote object '" + reference.name() + "'.*: this process has released it");
        assertThat(animals.find("cat").orElseThrow()).isNotSameAs(cat);
        assertThat(animals.find("cat").orElseThrow().name()).isEqualTo("cat");
    }

    @Test
    void close_ofAFunction_laterUseSaysThatAFunctionIsMissing() { // REM-43
        Function<String, Animal> factory = animals(first).factory();
        RemoteReference reference = RemoteReference.of(factory).orElseThrow();

        reference.close();

        assertThatThrownBy(() -> factory.apply("cat"))
                .isInstanceOf(MissingRemoteObjectException.class)
                .hasMessage("Cannot call function on missing remote object '" + reference.name()
                        + "': this renderer has released it");
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
    void unshare_ofOneOfTwoInterfaces_leavesTheOther() { // REM-58
        Beast cat = new Beast("cat");
        main.globals().share("narrow", Named.class, cat);
        main.globals().share("wide", Animal.class, cat);
        Named narrow = first.remote().getGlobal("narrow", Named.class);
        Animal wide = first.remote().getGlobal("wide", Animal.class);

        main.globals().unshare("wide");

        assertThatThrownBy(() -> wide.rename("stolen")).isInstanceOf(RemoteCallException.class);
        assertThat(narrow.name()).isEqualTo("cat");
    }

    @Test
    void bagCall_ofATypedObject_passesNothing() {
        Outcome outcome =
                first.exchange(new RemoteRequest.BagCall("animals", List.of(BagStep.of(BagOperation.GET, "name"))));

        assertThat(outcome).isInstanceOf(Outcome.Failure.class);
        assertThat(main.passedTo(first)).isZero();
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

        Outcome.Success outcome = (Outcome.Success) first.exchange(new RemoteRequest.ObjectCall(
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

    private long numberOf(String name) {
        Outcome.Success found = (Outcome.Success) first.exchange(new RemoteRequest.GlobalFind(name));
        return found.parcel().references().get(0).number();
    }

    private static void awaitReferences(InJvmRenderer renderer, int count) {
        InJvmRenderer.awaitCollected(() -> renderer.references() <= count);
        assertThat(renderer.references()).isEqualTo(count);
    }

    private static void collectGarbage() {
        System.gc();
    }
}
