package dev.covalent.common.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Parcel;
import java.net.Socket;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REM-26, REM-58: what is in the table, and what is refused at once. */
final class RemoteInterfaceTest {

    @Test
    void methods_overloadedInheritedAndDefault_haveKeysOfTheirOwn() {
        RemoteInterface table = RemoteInterface.of(Shop.class);

        assertThat(table.methods())
                .extracting(RemoteMethod::key)
                .containsExactlyInAnyOrder(
                        "price(Ljava/lang/String;)I",
                        "price(Ljava/lang/String;I)I",
                        "greeting()Ljava/lang/String;",
                        "put(Ljava/lang/Object;)V#dc5ed8fd510e4459",
                        "all()Ljava/util/List;#465b4866f243499b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "equals(Ljava/lang/Object;)Z",
                "hashCode()I",
                "toString()Ljava/lang/String;",
                "getClass()Ljava/lang/Class;",
                "notify()V",
                "wait()V",
                "wait(J)V",
                "helper()V",
                "secret()V",
                "price",
                "price(Ljava/lang/String;)J",
                "PRICE(Ljava/lang/String;)I",
                ""
            })
    void find_whatIsNoMethodOfTheInterface_isNull(String key) {
        assertThat(RemoteInterface.of(Shop.class).find(key)).isNull();
    }

    @Test
    void find_methodOfTheInterface_isWhatItsKeyFinds() throws NoSuchMethodException {
        RemoteInterface table = RemoteInterface.of(Shop.class);

        RemoteMethod method = table.find(Shop.class.getMethod("price", String.class));

        assertThat(method).isNotNull().isSameAs(table.find("price(Ljava/lang/String;)I"));
    }

    @Test
    void methods_bridgeOfANarrowedMethod_isNotAmongThem() {
        assertThat(RemoteInterface.of(Narrowed.class).methods())
                .extracting(RemoteMethod::key)
                .containsExactlyInAnyOrder("put(Ljava/lang/String;)V", "all()Ljava/util/List;#465b4866f243499b");
    }

    @Test
    void answer_byResultType_isNothingValueOrStage() {
        RemoteInterface table = RemoteInterface.of(Answers.class);

        assertThat(table.methods())
                .allSatisfy(method ->
                        assertThat(method.answer().name()).as(method.key()).isEqualToIgnoringCase(method.name()));
    }

    @Test
    void of_class_isRefused() {
        assertThatThrownBy(() -> RemoteInterface.of(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "java.lang.String is not an interface: share the object as an interface that it implements");
    }

    @Test
    void of_sealedInterface_isRefused() {
        assertThatThrownBy(() -> RemoteInterface.of(Closed.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is sealed, so no proxy can implement it: use an interface that is not sealed");
    }

    @Test
    void of_methodNamedClone_isRefused() {
        assertThatThrownBy(() -> RemoteInterface.of(Copying.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redeclares clone() of Object");
    }

    @Test
    void of_callbackThatReturnsAValue_isRefusedNamingMethodParameterAndFix() {
        assertThatThrownBy(() -> RemoteInterface.of(Waiting.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(Waiting.class.getName() + " cannot be used remotely: parameter 1 of"
                        + " ask(int, java.util.function.Function) takes a callback, the interface"
                        + " java.util.function.Function; its method apply(java.lang.Object) returns java.lang.Integer,"
                        + " and no process may wait for a callback: let it return void or a CompletionStage, or take"
                        + " a java.util.function.Consumer");
    }

    @Test
    void of_callbackWhoseGenericResultIsAStage_isAccepted() {
        assertThat(RemoteInterface.of(Asking.class).methods()).hasSize(1);
    }

    @Test
    void of_callbackThatTakesAnObject_isAccepted() {
        assertThat(RemoteInterface.of(TakesExecutor.class).methods()).hasSize(1);
    }

    @Test
    void of_interfacesThatReferToEachOther_areAccepted() {
        assertThat(RemoteInterface.of(Tree.class).methods()).hasSize(2);
    }

    @Test
    void of_interfacesThatNestTheirOwnTypeForEver_isRefused() {
        assertThatThrownBy(() -> RemoteInterface.of(Endless.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("refer to more than")
                .satisfies(refused -> assertThat(refused.toString().length()).isLessThan(1_000));
    }

    @Test
    void of_interfaceOfThePlatformAsResult_isRefused() {
        assertThatThrownBy(() -> RemoteInterface.of(Walks.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "the result of all() has the interface java.util.Iterator where a value is needed");
    }

    @Test
    void of_functionAsResult_isAccepted() {
        assertThat(RemoteInterface.of(Makes.class).methods()).hasSize(1);
    }

    @Test
    void of_callbacksInsideAList_areAccepted() {
        assertThat(RemoteInterface.of(Listeners.class).methods()).hasSize(1);
    }

    @Test
    void of_stageWithinAParameter_isRefused() {
        assertThatThrownBy(() -> RemoteInterface.of(TakesStages.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parameter 0 of await(java.util.List)")
                .hasMessageContaining("only a result or a parameter as a whole may be a stage");
    }

    @Test
    void of_parameterOfAnyClass_isLeftToTheCodec() {
        assertThat(RemoteInterface.of(TakesSocket.class).methods()).hasSize(1);
    }

    @Test
    void of_comparableAndCollections_areValues() {
        assertThat(RemoteInterface.of(Values.class).methods()).hasSize(1);
    }

    @Test
    void encodeArguments_sameCallbackForTwoTypes_hasKeysThatTellThemApart() throws NoSuchMethodException {
        RemoteInterface table = RemoteInterface.of(TwoConsumers.class);
        PassedObjects passed = new PassedObjects((type, number) -> "here");
        HeldReferences none = new HeldReferences(
                (reference, type, origin) -> {
                    throw new AssertionError("nothing comes in");
                },
                release -> {});
        Consumer<Object> both = item -> {};

        RemoteMethod method = table.find(TwoConsumers.class.getMethod("on", Consumer.class, Consumer.class));
        Parcel parcel = Objects.requireNonNull(method)
                .encodeArguments(new Object[] {both, both}, new ObjectSpace(passed, none, KnownObjects.NONE));

        assertThat(parcel.references()).containsExactly(ObjectReference.to(1, "here"));
        assertThat(passed.find(1, "accept(Ljava/lang/Object;)V#dc5ed8fd510e4459"))
                .isNotNull();
        assertThat(passed.find(1, "accept(Ljava/lang/Object;)V#22d0465182d1e7c8"))
                .isNotNull();
        assertThat(passed.find(1, "accept(Ljava/lang/Object;)V")).isNull();
    }

    interface Store<T> {
        void put(T item);

        List<T> all();
    }

    interface Shop extends Store<String> {
        int price(String item);

        int price(String item, int amount);

        default String greeting() {
            secret();
            return "hello";
        }

        static void helper() {}

        private void secret() {}

        @Override
        boolean equals(Object other);

        @Override
        String toString();
    }

    interface Narrowed extends Store<String> {
        @Override
        void put(String item);

        @Override
        default List<String> all() {
            return List.of();
        }
    }

    interface Answers {
        void nothing();

        int value();

        CompletionStage<String> stage();

        CompletableFuture<Void> stage(int number);
    }

    sealed interface Closed {
        record Only() implements Closed {}
    }

    interface Copying {
        Object clone();
    }

    interface Waiting {
        void ask(int number, Function<String, Integer> question);
    }

    interface Asking {
        void ask(Function<String, CompletionStage<Integer>> question);
    }

    interface TakesExecutor {
        void use(Executor executor);
    }

    interface Tree {
        Tree child();

        void add(Tree child);
    }

    interface Endless<T> {
        Endless<List<T>> deeper();
    }

    interface Walks {
        Iterator<String> all();
    }

    interface Makes {
        Function<String, Integer> counter();
    }

    interface Listeners {
        void addAll(List<Consumer<String>> listeners);
    }

    interface TakesStages {
        void await(List<CompletionStage<String>> stages);
    }

    interface TakesSocket {
        void connect(Socket socket, IntConsumer progress);
    }

    interface Values {
        Map<String, List<? extends Number>> sort(Comparable<String> first, Iterable<CharSequence> rest, Object[] any);
    }

    interface TwoConsumers {
        void on(Consumer<? super String> names, Consumer<List<Integer>> numbers);
    }
}
