package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.payload.Payload;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of typed objects of main that fail, or are refused. */
final class TypedObjectFailureTest extends TypedObjectFixture {
    @Test
    void call_throwsWhatItsMethodDeclares_isThatException_causedByTheRemoteOne() { // REM-42
        People people = people();

        assertThatThrownBy(() -> people.fail("disk full"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("disk full")
                .cause()
                .isInstanceOfSatisfying(RemoteCallException.class, thrown -> {
                    assertThat(thrown)
                            .hasMessage("Could not call remote method 'fail'. Check that the method signature"
                                    + " is correct. Underlying error: java.io.IOException: disk full");
                    assertThat(thrown.error().type()).isEqualTo("java.io.IOException");
                    assertThat(thrown.error().message()).isEqualTo("disk full");
                });
    }

    @Test
    void call_resultThatCannotBeCloned_namesItsPath() {
        assertThatThrownBy(() -> people().uncloneable())
                .isInstanceOf(RemoteCallException.class)
                .hasMessageContaining("An object could not be cloned: result.thread (java.lang.Thread)");
    }

    @Test
    void call_argumentThatCannotBeCloned_namesItsPathAndSendsNothing() {
        People people = people();
        renderer.sent.clear();

        assertThatThrownBy(() -> people.echo(List.of("fine", Thread.currentThread())))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: args[0][1] (java.lang.Thread)");
        assertThat(people.later(Thread.currentThread()))
                .isCompletedExceptionally()
                .failsWithin(0, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(UncloneableValueException.class);
        assertThat(renderer.sent).isEmpty();
    }

    @Test
    void call_objectThatIsNoLongerShared_saysThatItIsMissing() { // REM-43
        People people = people();

        main.globals().unshare("people");

        assertThatThrownBy(people::count)
                .isInstanceOfSatisfying(MissingRemoteObjectException.class, missing -> {
                    assertThat(missing.code()).isEqualTo("EBADRPC");
                    assertThat(missing.errno()).isEqualTo(-72);
                })
                .hasMessage(
                        "Cannot call method 'count' on missing remote object 'people': main has unshared it, or this"
                                + " renderer does not hold it (any more)");
    }

    @Test
    void call_functionThatIsNoLongerShared_saysThatAFunctionIsMissing() { // REM-43
        main.globals().share("bell", Runnable.class, () -> {});
        Runnable bell = renderer.remote().getGlobal("bell", Runnable.class);
        bell.run();

        main.globals().unshare("bell");

        assertThatThrownBy(bell::run)
                .isInstanceOf(MissingRemoteObjectException.class)
                .hasMessageStartingWith("Cannot call function on missing remote object 'bell': main has unshared it");
    }

    @Test
    void getGlobal_anotherInterfaceOfTheObject_isRefused() { // REM-58
        main.globals().share("people", People.class, registry);

        assertThatThrownBy(() -> renderer.remote().getGlobal("people", Runnable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'people' is shared as " + People.class.getName()
                        + ", not as java.lang.Runnable: ask for the interface that main shares it as");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "getClass()Ljava/lang/Class;",
                "hashCode()I",
                "wait()V",
                "notifyAll()V",
                "internal()V",
                "count(I)I",
                "count",
                ""
            })
    void call_keyThatIsNotInTheTable_isRefusedAndNothingRuns(String key) { // REM-58
        main.globals().share("people", People.class, registry);

        Outcome outcome = renderer.exchange("people", key, Parcel.of(arguments()));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.MISUSE);
            assertThat(failure.message())
                    .contains("has no method '" + key + "' in the interfaces that it was passed as");
        });
        assertThat(registry.internals).isZero();
    }

    @Test
    void call_argumentOfAnotherShape_namesMethodAndArgument() {
        String key = InJvmRenderer.key(People.class, "olderThan");

        String message = refused(key, arguments(30, List.of(Map.of("name", "ann", "age", "old"))));

        assertThat(message)
                .startsWith("Could not call remote method 'olderThan'. Check that the method signature is correct.")
                .contains("Argument 1 of " + People.class.getName() + ".olderThan(int, java.util.List): args[1][0].age")
                .contains("expected int");
    }

    @Test
    void call_anotherNumberOfArguments_isRefused() {
        assertThat(refused("count(Ljava/lang/String;)I", arguments("ann", "bob")))
                .contains("takes 1 arguments, found 2: both processes must use the same version of the interface");
    }

    @Test
    void share_classThatIsNoInterface_isRefused() {
        assertThatThrownBy(() -> main.globals().share("x", Registry.class, registry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an interface");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // what generics would refuse at compile time
    void share_implementationOfAnotherInterface_isRefused() {
        assertThatThrownBy(() -> main.globals().share("x", (Class) Runnable.class, registry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not implement");
    }

    private String refused(String key, Payload arguments) {
        main.globals().share("people", People.class, registry);
        Outcome.Failure failure = (Outcome.Failure) renderer.exchange("people", key, Parcel.of(arguments));
        assertThat(failure.kind()).isEqualTo(FailureKind.REMOTE_CALL);
        return failure.message();
    }

    private static Payload arguments(Object... args) {
        return StructuredClone.encodeArguments(args);
    }
}
