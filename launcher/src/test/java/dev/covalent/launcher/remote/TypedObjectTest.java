package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.payload.Payload;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Typed objects of main, called from a renderer. */
@Timeout(20)
final class TypedObjectTest {
    private final InJvmMain main = new InJvmMain();
    private final InJvmRenderer renderer = main.newRenderer();
    private final Registry registry = new Registry();

    @AfterEach
    void close() {
        main.close();
    }

    @Test
    void call_overloads_reachTheRightMethod() { // REM-27
        People people = people();

        assertThat(people.count()).isZero();
        assertThat(people.count("ann")).isEqualTo(1);
        assertThat(people.count(List.of("ann", "bob"))).isEqualTo(2);
    }

    @Test
    void call_recordsInGenericCollections_arriveAsRecords() {
        People people = people();

        List<Person> older = people.olderThan(30, List.of(new Person("ann", 31), new Person("bob", 30)));
        Map<String, List<Person>> byName = people.byName(new Person[] {new Person("ann", 31)});

        assertThat(older).containsExactly(new Person("ann", 31));
        assertThat(byName).isEqualTo(Map.of("ann", List.of(new Person("ann", 31))));
    }

    @Test
    void call_typeVariableOfAnInheritedInterface_isResolved() { // REM-26
        People people = people();

        people.put(new Person("ann", 31));

        assertThat(registry.items).containsExactly(new Person("ann", 31));
        assertThat(people.all()).containsExactly(new Person("ann", 31));
    }

    @Test
    void call_primitivesAndNull_arriveAsTheyWere() { // REM-18
        People people = people();

        assertThat(people.primitives(true, (byte) 1, 'x', (short) 2, 3L, 4f, Double.NaN))
                .isEqualTo("true 1 x 2 3 4.0 NaN");
        assertThat(people.primitives(false, (byte) 0, 'y', (short) 0, 0L, Float.NEGATIVE_INFINITY, -0.0))
                .isEqualTo("false 0 y 0 0 -Infinity -0.0");
        assertThat(people.echo(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(people.echo(null)).isNull();
        assertThat(people.echo(new int[] {1, 2})).isEqualTo(new int[] {1, 2});
    }

    @Test
    void call_valuesOfAllKinds_areCopiedBothWays() { // REM-09, REM-10, REM-11
        People people = people();
        byte[] bytes = {1, 2, 3};
        List<Object> values = List.of(true, 1, 2L, 1.5, 'x', "text", Instant.EPOCH, UUID.fromString("0-0-0-0-1"));
        List<Object> arrays = List.of(
                new boolean[] {true},
                new byte[] {-1},
                new short[] {0x1234},
                new char[] {'c'},
                new int[] {0x12345678},
                new long[] {Long.MIN_VALUE},
                new float[] {0.5f, Float.NaN},
                new double[] {1.5});

        List<?> back = (List<?>) people.echo(values);
        Map<?, ?> nested = (Map<?, ?>) people.echo(Map.of("list", List.of(bytes)));
        byte[] copy = (byte[]) ((List<?>) nested.get("list")).get(0);
        copy[0] = 9;

        assertThat(back).isEqualTo(values);
        assertThat(((List<?>) people.echo(arrays)).toArray()).isEqualTo(arrays.toArray());
        assertThat(people.echo(Pattern.compile(".*", Pattern.DOTALL)))
                .isInstanceOfSatisfying(
                        Pattern.class,
                        pattern ->
                                assertThat(pattern.pattern() + pattern.flags()).isEqualTo(".*32"));
        assertThat(bytes).containsExactly(1, 2, 3);
        assertThat(people.echo(new IOException("offline")))
                .isInstanceOfSatisfying(
                        RemoteError.class,
                        error -> assertThat(error.toString()).isEqualTo("java.io.IOException: offline"));
    }

    @Test
    void call_cycles_areKeptBothWays() { // REM-14, REM-15
        List<Object> self = new ArrayList<>();
        self.add(self);
        Map<String, Object> map = new HashMap<>();
        map.put("list", self);

        Map<?, ?> back = (Map<?, ?>) people().echo(map);

        List<?> list = (List<?>) back.get("list");
        assertThat(list.get(0)).isSameAs(list);
    }

    @Test
    void call_cyclesAndSharingBetweenArguments_areKeptBothWays() { // REM-14, REM-15
        List<Object> one = new ArrayList<>(List.of("foo"));
        Map<String, Object> other = new HashMap<>(Map.of("one", one));
        one.add(other);

        Object[] back = people().array(one, other, one);

        List<?> oneBack = (List<?>) back[0];
        assertThat(oneBack).hasSize(2).first().isEqualTo("foo");
        assertThat(oneBack.get(1)).isSameAs(back[1]);
        assertThat(((Map<?, ?>) back[1]).get("one")).isSameAs(oneBack);
        assertThat(back[2]).isSameAs(oneBack);
    }

    @Test
    void call_anyNumberOfArguments_arrivesAsGiven() {
        People people = people();

        assertThat(people.array()).isEmpty();
        assertThat(people.array("one", null, 3)).containsExactly("one", null, 3);
    }

    @Test // should work when object contains id property
    void call_methodsThatHaveTheNamesOfOurOwn_reachTheObject() {
        List<String> called = new ArrayList<>();
        main.globals().share("namesake", Namesake.class, called::add);

        Namesake namesake = renderer.remote().getGlobal("namesake", Namesake.class);
        namesake.name("a name");
        namesake.close();

        assertThat(namesake.id()).isEqualTo(1127);
        assertThat(namesake.isReleased()).isTrue();
        assertThat(called).containsExactly("a name", "closed");
    }

    @Test
    void call_defaultMethod_runsInMainAndMayBeOverridden() {
        People people = people();

        assertThat(people.greeting()).isEqualTo("hello from main: true");
        assertThat(people.overridden()).isEqualTo("by the implementation");
    }

    @Test
    void call_narrowedMethodThroughItsGenericInterface_reachesTheNarrowedOne() {
        StringSink sink = new StringSink();
        main.globals().share("sink", Narrowed.class, sink);
        Narrowed narrowed = renderer.remote().getGlobal("sink", Narrowed.class);

        Store<String> generic = narrowed;
        generic.put("text"); // javac's bridge, which runs in the renderer

        assertThat(sink.items).containsExactly("text");
    }

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
    void objectMethods_runInTheRenderer() {
        People people = people();
        renderer.sent.clear();

        assertThat(new HashSet<>(List.of(people, Integer.valueOf(1))))
                .contains(people)
                .hasSize(2);
        assertThat(people)
                .isNotEqualTo("people")
                .hasToString("remote object 'people' (" + People.class.getName() + ")");
        assertThat(renderer.sent).isEmpty();
    }

    @Test
    void getGlobal_twice_isTheSameProxy() { // REM-46
        assertThat(people()).isSameAs(renderer.remote().getGlobal("people", People.class));
    }

    @Test
    void getGlobal_anotherInterfaceOfTheObject_isRefused() { // REM-58
        main.globals().share("people", People.class, registry);

        assertThatThrownBy(() -> renderer.remote().getGlobal("people", Runnable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'people' is shared as " + People.class.getName()
                        + ", not as java.lang.Runnable: ask for the interface that main shares it as");
    }

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

    private People people() {
        main.globals().share("people", People.class, registry);
        return renderer.remote().getGlobal("people", People.class);
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

    record Person(String name, int age) {}

    record Holder(Thread thread) {}

    interface Store<T> {
        void put(T item);

        default List<T> all() {
            return List.of();
        }
    }

    /** Its methods are called as those of references and their handlers. */
    interface Namesake extends AutoCloseable {
        void name(String name);

        default int id() {
            return 1127;
        }

        default boolean isReleased() {
            return true;
        }

        @Override
        default void close() {
            name("closed");
        }
    }

    interface Narrowed extends Store<String> {
        @Override
        void put(String item);
    }

    interface People extends Store<Person> {
        int count();

        int count(String name);

        int count(List<String> names);

        List<Person> olderThan(int age, List<Person> people);

        Map<String, List<Person>> byName(Person[] people);

        String primitives(boolean a, byte b, char c, short d, long e, float f, double g);

        Object echo(Object value);

        @Nullable Object[] array(@Nullable Object... values);

        default String greeting() {
            return "hello from main: " + isMain();
        }

        default String overridden() {
            return "by the interface";
        }

        boolean isMain();

        void fail(String message) throws IOException;

        Holder uncloneable();

        CompletableFuture<Person> later(Object name);

        Future<List<Person>> future(boolean completable);
    }

    /** What the implementation has beside the interface that it is shared as. */
    interface Internal {
        void internal();
    }

    private static final class StringSink implements Narrowed {
        private final List<String> items = new ArrayList<>();

        @Override
        public void put(String item) {
            items.add(item);
        }
    }

    private final class Registry implements People, Internal {
        private final List<Person> items = new ArrayList<>();
        private final CompletableFuture<Person> pending = new CompletableFuture<>();
        private int internals;

        @Override
        public void internal() {
            internals++;
        }

        @Override
        public void put(Person item) {
            items.add(item);
        }

        @Override
        public List<Person> all() {
            return items;
        }

        @Override
        public int count() {
            return 0;
        }

        @Override
        public int count(String name) {
            return 1;
        }

        @Override
        public int count(List<String> names) {
            return names.size();
        }

        @Override
        public List<Person> olderThan(int age, List<Person> people) {
            return people.stream().filter(person -> person.age() > age).toList();
        }

        @Override
        public Map<String, List<Person>> byName(Person[] people) {
            return List.of(people).stream().collect(Collectors.groupingBy(Person::name));
        }

        @Override
        public String primitives(boolean a, byte b, char c, short d, long e, float f, double g) {
            return a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g;
        }

        @Override
        public Object echo(Object value) {
            return value;
        }

        @Override
        public @Nullable Object[] array(@Nullable Object... values) {
            return values;
        }

        @Override
        public boolean isMain() {
            return main.isInTurn();
        }

        @Override
        public String overridden() {
            return "by the implementation";
        }

        @Override
        public void fail(String message) throws IOException {
            throw new IOException(message);
        }

        @Override
        public Holder uncloneable() {
            return new Holder(Thread.currentThread());
        }

        @Override
        public CompletableFuture<Person> later(Object name) {
            return pending;
        }

        @Override
        public Future<List<Person>> future(boolean completable) {
            List<Person> people = List.of(new Person("ann", 31));
            return completable ? CompletableFuture.completedFuture(people) : new FutureTask<>(() -> people);
        }
    }
}
