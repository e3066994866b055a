package dev.covalent.common.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.util.ArrayList;
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
                        "put(Ljava/lang/Object;)V",
                        "all()Ljava/util/List;");
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
                .containsExactlyInAnyOrder("put(Ljava/lang/String;)V", "all()Ljava/util/List;");
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
    void of_callbackOfACallback_isRefused() {
        assertThatThrownBy(() -> RemoteInterface.of(TakesExecutor.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "parameter 0 of execute(java.lang.Runnable) has the interface java.lang.Runnable");
    }

    @Test
    void of_interfaceAsResult_isRefused() {
        assertThatThrownBy(() -> RemoteInterface.of(Tree.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the result of child() has the interface " + Tree.class.getName());
    }

    @Test
    void of_callbackInsideAList_isRefused() {
        assertThatThrownBy(() -> RemoteInterface.of(Listeners.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parameter 0 of addAll(java.util.List) has the interface"
                        + " java.util.function.Consumer where a value is needed")
                .hasMessageContaining("a callback must be a parameter of its own");
    }

    @Test
    void of_stageAsParameter_isRefused() {
        assertThatThrownBy(() -> RemoteInterface.of(TakesStage.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only a result as a whole may be a stage");
    }

    @Test
    void of_interfaceWithoutMethodsAsParameter_isRefused() {
        assertThatThrownBy(() -> RemoteInterface.of(TakesMarker.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which is no value and has no method to be called");
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
        List<RemoteInterface> seen = new ArrayList<>();
        CallbackNumbers recording = new CallbackNumbers() {
            @Override
            public CallbackReference referenceTo(Object callback, RemoteInterface type) {
                seen.add(type);
                return new CallbackReference(1, "here");
            }

            @Override
            public void retract(CallbackReference reference) {
                throw new AssertionError("retracted");
            }
        };

        RemoteMethod method = table.find(TwoConsumers.class.getMethod("on", Consumer.class, Consumer.class));
        Objects.requireNonNull(method)
                .encodeArguments(new Object[] {(Consumer<Object>) x -> {}, (Consumer<Object>) x -> {}}, recording);

        assertThat(seen)
                .flatExtracting(RemoteInterface::methods)
                .extracting(RemoteMethod::key)
                .containsExactly(
                        "accept(Ljava/lang/Object;)V<java.lang.String>",
                        "accept(Ljava/lang/Object;)V<java.util.List<java.lang.Integer>>");
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
    }

    interface Listeners {
        void addAll(List<Consumer<String>> listeners);
    }

    interface TakesStage {
        void await(CompletionStage<String> stage);
    }

    interface Marker {}

    interface TakesMarker {
        void mark(Marker marker);
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
