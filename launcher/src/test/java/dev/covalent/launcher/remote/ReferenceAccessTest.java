package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.RemoteCallException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.launcher.remote.Animals.Animal;
import dev.covalent.launcher.remote.Animals.Hungry;
import dev.covalent.launcher.remote.Animals.Named;
import dev.covalent.launcher.remote.Animals.Poisoned;
import dev.covalent.launcher.remote.Animals.Refused;
import dev.covalent.launcher.remote.Animals.Unmakeable;
import org.junit.jupiter.api.Test;

/** What may be done with references, and what their methods throw. */
final class ReferenceAccessTest extends ReferenceFixture {

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
                    assertThat(remote.error().stack()).contains("Zoo.feed");
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
        long number = ((RemoteRequest.ObjectCall) sentFor(cat)).object();

        Outcome outcome = second.exchange(new RemoteRequest.ObjectCall(
                number, "cat", rename, Parcel.of(StructuredClone.encodeArguments("stolen"))));

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
        long number = ((RemoteRequest.ObjectCall) sentFor(second, named)).object();

        Outcome outcome = second.exchange(new RemoteRequest.ObjectCall(
                number, "cat", "rename(Ljava/lang/String;)V", Parcel.of(StructuredClone.encodeArguments("stolen"))));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.MISUSE);
            assertThat(failure.message()).contains("has no method 'rename(Ljava/lang/String;)V'");
        });
        assertThat(named.name()).isEqualTo("cat");
    }

    private Object sentFor(Animal animal) {
        return sentFor(first, animal);
    }

    private static Object sentFor(InJvmRenderer renderer, Named object) {
        renderer.sent.clear();
        String unused = object.name();
        return renderer.sent.get(0);
    }
}
