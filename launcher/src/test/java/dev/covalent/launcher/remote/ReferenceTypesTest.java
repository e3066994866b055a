package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** REM-16, REM-46, REM-58: references wherever types have them, and what is not to be reached through them. */
@Timeout(20)
final class ReferenceTypesTest {
    private final InJvmMain main = new InJvmMain();
    private final InJvmRenderer first = main.newRenderer();
    private final Shop shop = new Shop();

    @BeforeEach
    void share() {
        main.globals().share("api", Api.class, shop);
    }

    @AfterEach
    void close() {
        main.close();
    }

    @Test
    void references_inArraysSetsKeysRecordsAndWildcards_areTheSame() {
        Api api = api();
        Cat cat = api.array()[0];

        assertThat(cat.name()).isEqualTo("a");
        assertThat(api.arrays()[0][0]).isSameAs(cat);
        assertThat(api.listOfArrays().get(0)[0]).isSameAs(cat);
        assertThat(api.wild()).singleElement().isSameAs(cat);
        assertThat(api.set()).singleElement().isSameAs(cat);
        assertThat(api.keys().keySet()).singleElement().isSameAs(cat);
        assertThat(api.tree().kids().get(0).value()).isSameAs(cat);
        assertThat(api.herd().members()[0]).isSameAs(cat);
        assertThat(api.optional().orElseThrow()).isSameAs(cat);
        assertThat(api.<Cat>generic(cat)).isSameAs(cat);
        assertThat(api.count(List.of(cat))).isEqualTo(1);
    }

    @Test
    void oneObject_asTwoTypesOfTheSameInterface_isCalledAsEach() {
        Api api = api();

        assertThat(api.strings().apply("a")).isEqualTo("a");
        assertThat(api.points().apply(new Point(1, 2))).isEqualTo(new Point(1, 2));
        assertThat(api.typed().apply("cat").name()).isEqualTo("cat");
        assertThatThrownBy(() -> api.untyped().apply("cat"))
                .isInstanceOf(RemoteCallException.class)
                .hasMessageContaining("could not be cloned");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // one object as two types
    void oneCallback_asTwoTypesOfTheSameInterface_isCalledAsEach() {
        Api api = api();
        CompletableFuture<String> answer = CompletableFuture.completedFuture("text");
        Supplier text = () -> answer;

        api.referring(text);
        api.telling(text);

        assertThat(InJvmMain.settled(shop.telling().get().toCompletableFuture()))
                .isEqualTo("text");
        assertThat(shop.referring().get().toCompletableFuture())
                .failsWithin(InJvmMain.LIMIT)
                .withThrowableThat()
                .withMessageContaining("result (java.lang.String, where a java.lang.Runnable is declared)");
    }

    @Test
    void iterationThatFails_namesTheArgument() {
        Collection<Cat> odd = new AbstractCollection<>() {
            @Override
            public Iterator<Cat> iterator() {
                throw new ConcurrentModificationException();
            }

            @Override
            public int size() {
                return 1;
            }
        };

        assertThatThrownBy(() -> api().take(odd))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageContaining("args[0]")
                .hasMessageContaining("do not change it while it is sent");
    }

    @Test
    void unsharedObject_isNoArgument() { // REM-43
        Api api = api();
        main.globals().share("secret", Cat.class, () -> "secret");
        Cat secret = first.remote().getGlobal("secret", Cat.class);
        main.globals().unshare("secret");

        assertThatThrownBy(() -> api.<Cat>generic(secret))
                .isInstanceOf(MissingRemoteObjectException.class)
                .hasMessageContaining("Cannot pass missing remote object 'Cat#")
                .hasMessageContaining("to method 'generic': its process has unshared it");
        assertThatThrownBy(secret::name).isInstanceOf(MissingRemoteObjectException.class);
    }

    @Test
    void resultThatCannotBeSent_passesNothingOfIt() {
        Api api = api();
        main.globals().share("secret", Cat.class, shop.cat);
        Cat secret = first.remote().getGlobal("secret", Cat.class);
        assertThatThrownBy(api::broken).hasMessageContaining("cloned");

        main.globals().unshare("secret");

        assertThatThrownBy(secret::name).isInstanceOf(MissingRemoteObjectException.class);
    }

    @Test
    void answerThatIsNotDelivered_afterMainDroppedTheCallback_isNotKept() {
        api().keep(() -> {});
        Outcome outcome = first.exchange(
                "api", InJvmRenderer.key(Api.class, "kept"), Parcel.of(StructuredClone.encodeArguments()));
        assertThat(((Outcome.Success) outcome).parcel().references()).hasSize(1);

        shop.kept = null;
        InJvmRenderer.awaitCollected(() -> first.received() > 0);
        main.objects.undelivered(first, outcome);

        InJvmRenderer.awaitCollected(() -> first.callbacks() == 0);
        assertThat(first.callbacks()).isZero();
    }

    @Test
    void queueFull_keepsNothing_inEitherDirection() {
        Api api = api();
        api.taker(cat -> {});
        api.asker(cat -> new CompletableFuture<>());
        first.fill();

        assertThatThrownBy(() -> api.keepLater(() -> {}).toCompletableFuture().join())
                .hasCauseInstanceOf(QueueFullException.class);
        assertThatThrownBy(() -> shop.taker().accept(() -> "b")).isInstanceOf(QueueFullException.class);
        assertThat(shop.asker().apply(() -> "c").toCompletableFuture()).isCompletedExceptionally();

        assertThat(first.callbacks()).isEqualTo(2);
        assertThat(main.passedTo(first)).isEqualTo(1);
    }

    @Test
    void moreReferencesThanAValueCanHave_breakTheProtocol() {
        List<ObjectReference> many = LongStream.range(1, 1_000)
                .mapToObj(number -> ObjectReference.to(number, ""))
                .toList();

        assertThatThrownBy(() -> first.exchange(
                        "api",
                        InJvmRenderer.key(Api.class, "kept"),
                        new Parcel(StructuredClone.encodeArguments(), many)))
                .hasMessageContaining("count 999 where at most");
    }

    @Test
    void exceptionWithoutCauseOrStack_isRebuilt() {
        assertThatThrownBy(() -> api().quick()).isExactlyInstanceOf(Quick.class).hasMessage("quick");
    }

    private Api api() {
        return first.remote().getGlobal("api", Api.class);
    }

    record Point(int x, int y) {}

    @SuppressWarnings("ArrayRecordComponent") // on purpose
    record Herd<T>(T[] members) {}

    record Tree<T>(T value, List<Tree<T>> kids) {}

    record Broken(Cat cat, Object other) {}

    interface Cat {
        String name();
    }

    static final class Quick extends Exception {
        Quick(String message) {
            super(message, null, false, false);
        }
    }

    interface Api {
        Function<String, String> strings();

        Function<Point, Point> points();

        Function<String, Cat> typed();

        Function<String, Object> untyped();

        Herd<Cat> herd();

        Cat[] array();

        Cat[][] arrays();

        List<Cat[]> listOfArrays();

        List<? extends Cat> wild();

        Set<Cat> set();

        Map<Cat, String> keys();

        Tree<Cat> tree();

        Optional<? extends Cat> optional();

        <T extends Cat> T generic(T cat);

        int count(Collection<? super Cat> cats);

        void take(Collection<Cat> cats);

        void keep(Runnable runnable);

        @Nullable Runnable kept();

        CompletionStage<Void> keepLater(Runnable runnable);

        void taker(Consumer<Cat> taker);

        void asker(Function<Cat, CompletionStage<String>> asker);

        void telling(Supplier<CompletionStage<Object>> source);

        void referring(Supplier<CompletionStage<Runnable>> source);

        Broken broken();

        void quick() throws Quick;
    }

    @SuppressWarnings({"unchecked", "rawtypes", "UnnecessaryLambda"}) // one object as two types
    private static final class Shop implements Api {
        private final Cat cat = () -> "a";
        private final Function<String, Cat> factory = name -> () -> name;
        private volatile @Nullable Runnable kept;
        private @Nullable Consumer<Cat> taker;
        private @Nullable Function<Cat, CompletionStage<String>> asker;
        private @Nullable Supplier<CompletionStage<Object>> telling;
        private @Nullable Supplier<CompletionStage<Runnable>> referring;

        Consumer<Cat> taker() {
            return Objects.requireNonNull(taker);
        }

        Function<Cat, CompletionStage<String>> asker() {
            return Objects.requireNonNull(asker);
        }

        Supplier<CompletionStage<Object>> telling() {
            return Objects.requireNonNull(telling);
        }

        Supplier<CompletionStage<Runnable>> referring() {
            return Objects.requireNonNull(referring);
        }

        @Override
        public Function<String, String> strings() {
            return Function.identity();
        }

        @Override
        public Function<Point, Point> points() {
            return Function.identity();
        }

        @Override
        public Function<String, Cat> typed() {
            return factory;
        }

        @Override
        public Function<String, Object> untyped() {
            return (Function) factory;
        }

        @Override
        public Herd<Cat> herd() {
            return new Herd<>(array());
        }

        @Override
        public Cat[] array() {
            return new Cat[] {cat};
        }

        @Override
        public Cat[][] arrays() {
            return new Cat[][] {array()};
        }

        @Override
        public List<Cat[]> listOfArrays() {
            return List.<Cat[]>of(array());
        }

        @Override
        public List<? extends Cat> wild() {
            return List.of(cat);
        }

        @Override
        public Set<Cat> set() {
            return Set.of(cat);
        }

        @Override
        public Map<Cat, String> keys() {
            return Map.of(cat, "x");
        }

        @Override
        public Tree<Cat> tree() {
            return new Tree<>(cat, List.of(new Tree<>(cat, List.of())));
        }

        @Override
        public Optional<? extends Cat> optional() {
            return Optional.of(cat);
        }

        @Override
        public <T extends Cat> T generic(T one) {
            return one;
        }

        @Override
        public int count(Collection<? super Cat> cats) {
            return cats.size();
        }

        @Override
        public void take(Collection<Cat> cats) {}

        @Override
        public void keep(Runnable runnable) {
            kept = runnable;
        }

        @Override
        public @Nullable Runnable kept() {
            return kept;
        }

        @Override
        public CompletionStage<Void> keepLater(Runnable runnable) {
            kept = runnable;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void taker(Consumer<Cat> given) {
            taker = given;
        }

        @Override
        public void asker(Function<Cat, CompletionStage<String>> given) {
            asker = given;
        }

        @Override
        public void telling(Supplier<CompletionStage<Object>> source) {
            telling = source;
        }

        @Override
        public void referring(Supplier<CompletionStage<Runnable>> source) {
            referring = source;
        }

        @Override
        public Broken broken() {
            return new Broken(cat, Thread.currentThread());
        }

        @Override
        public void quick() throws Quick {
            throw new Quick("quick");
        }
    }
}
