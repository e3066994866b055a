package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.BatchResult;
import dev.covalent.common.PropertyBag;
import dev.covalent.common.PropertyBatch;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.TypeToken;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.ValueConversionException;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.main.SharedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DAT-03: what several processes do to one bag at a time; the same from main and from a renderer. */
@Timeout(60)
final class BagAtomicityTest {
    private static final TypeToken<Map<String, Object>> SNAPSHOT = new TypeToken<>() {};

    private final InJvmMain main = new InJvmMain();
    private final InJvmRenderer renderer = main.newRenderer();
    private final InJvmRenderer other = main.newRenderer();
    private final ExecutorService threads = Threads.pool("bag-test", 8);
    private final SharedObject shared =
            main.globals().share("bag", Map.of("count", 0, "name", "x", "pair", List.of(1, 2)));

    /** Who uses the bag. */
    enum Side {
        MAIN,
        RENDERER
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        main.close();
    }

    @ParameterizedTest
    @EnumSource
    void compareAndSet_setsWhatIsAsExpected_whateverTheTypesOfNumbers(Side side) {
        PropertyBag bag = bag(side);

        assertThat(bag.compareAndSet("count", 1, 2)).isFalse();
        assertThat(bag.compareAndSet("count", 0L, 5)).isTrue();
        assertThat(bag.compareAndSet("pair", List.of(1L, 2.0), "replaced")).isTrue();
        assertThat(bag.compareAndSet("missing", "something", 1)).isFalse();
        assertThat(bag.compareAndSet("missing", null, 1)).isTrue();
        assertThat(bag.compareAndSet("missing", null, 2)).isFalse();

        assertThat(bag.get("count", int.class)).isEqualTo(5);
        assertThat(bag.snapshot()).containsEntry("pair", "replaced").containsEntry("missing", 1);
    }

    @ParameterizedTest
    @EnumSource
    void updates_giveWhatWasAndWhatIs(Side side) {
        PropertyBag bag = bag(side);

        assertThat(bag.getAndUpdate("count", Integer.class, value -> value + 1)).isZero();
        assertThat(bag.updateAndGet("count", Integer.class, value -> value + 1)).isEqualTo(2);
        assertThat(bag.updateAndGet("new", String.class, value -> value == null ? "first" : value + "!"))
                .isEqualTo("first");
        TypeToken<List<Integer>> integers = new TypeToken<>() {};
        assertThat(bag.getAndUpdate("pair", integers, value -> List.of(3))).containsExactly(1, 2);
        assertThat(bag.updateAndGet("pair", integers, value -> List.of(value.get(0), 4)))
                .containsExactly(3, 4);
        assertThatThrownBy(() -> bag.getAndUpdate("name", Integer.class, value -> value + 1))
                .isInstanceOf(ValueConversionException.class);
        assertThatThrownBy(() -> bag.getAndUpdate("name", Object.class, value -> threads))
                .isInstanceOf(UncloneableValueException.class);
        assertThat(bag.get("name")).isEqualTo("x");
    }

    @ParameterizedTest
    @EnumSource
    void update_anotherWriterIsFaster_runsAgainOnTheNewValue(Side side) {
        AtomicInteger runs = new AtomicInteger();

        int result = bag(side).updateAndGet("count", Integer.class, value -> {
            if (runs.getAndIncrement() == 0) {
                shared.set("count", 100);
            }
            return value + 1;
        });

        assertThat(result).isEqualTo(101);
        assertThat(runs).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource
    void update_byEverybodyAtOnce_losesNothing(Side side) {
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (PropertyBag each :
                List.of(bag(side), bag(side), shared, other.remote().getGlobal("bag"))) {
            writers.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < 250; i++) {
                            each.getAndUpdate("count", Integer.class, value -> value + 1);
                        }
                    },
                    threads));
        }

        writers.forEach(InJvmMain::settled);

        assertThat(shared.get("count", int.class)).isEqualTo(1_000);
    }

    @ParameterizedTest
    @EnumSource
    void batch_isOneMoment_andReadsSeeTheWritesBeforeThem(Side side) {
        PropertyBag bag = bag(side);
        renderer.sent.clear();

        BatchResult result = bag.batch(batch -> batch.get("count")
                .set("count", 7)
                .get("count")
                .delete("name")
                .has("name")
                .delete("name")
                .set("name", "again")
                .keys()
                .snapshot()
                .compareAndSet("count", 7, 8)
                .get("count"));

        assertThat(result.isApplied()).isTrue();
        assertThat(result.size()).isEqualTo(11);
        assertThat(result.get(0).get()).isEqualTo(0);
        assertThat(result.get(1).get()).isNull();
        assertThat(result.get(2).get(int.class)).isEqualTo(7);
        assertThat(result.get(3).get()).isEqualTo(true);
        assertThat(result.get(4).get()).isEqualTo(false);
        assertThat(result.get(5).get()).isEqualTo(false);
        assertThat(result.get(7).get(new TypeToken<List<String>>() {})).endsWith("name");
        assertThat(result.get(8).get()).isEqualTo(Map.of("count", 7, "name", "again", "pair", List.of(1, 2)));
        assertThat(result.get(9).get()).isEqualTo(true);
        assertThat(result.get("count").get()).as("the last of two").isEqualTo(8);
        assertThat(shared.get("count")).isEqualTo(8);
        assertThat(renderer.sent).hasSize(side == Side.MAIN ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void batch_comparisonFails_writesNothingAndShowsWhatIs(Side side) {
        BatchResult result = bag(side)
                .batch(batch -> batch.set("count", 7)
                        .delete("name")
                        .compareAndSet("pair", List.of(2, 1), "changed")
                        .compareAndSet("count", 0, 1)
                        .get("count")
                        .has("name"));

        assertThat(result.isApplied()).isFalse();
        assertThat(result.get(1).get()).isEqualTo(false);
        assertThat(result.get(2).get()).isEqualTo(false);
        assertThat(result.get(3).get()).isEqualTo(true);
        assertThat(result.get("count").get()).isEqualTo(0);
        assertThat(result.get(5).get()).isEqualTo(true);
        assertThat(shared.snapshot()).isEqualTo(Map.of("count", 0, "name", "x", "pair", List.of(1, 2)));
    }

    @ParameterizedTest
    @EnumSource
    void batch_comparesWithWhatItWroteBefore_whateverTheTypesOfNumbers(Side side) {
        PropertyBag bag = bag(side);

        assertThat(bag.batch(batch -> batch.set("count", 7).compareAndSet("count", 7L, 8))
                        .isApplied())
                .isTrue();
        assertThat(bag.batch(batch -> batch.compareAndSet("count", 8L, 5).compareAndSet("count", 5.0, 6))
                        .isApplied())
                .isTrue();
        assertThat(bag.batch(batch -> batch.delete("count").compareAndSet("count", 6, 7))
                        .isApplied())
                .isFalse();

        assertThat(shared.get("count")).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void compareAndSet_anotherWriterSetsAnEqualValue_setsAllTheSame(Side side) {
        PropertyBag bag = bag(side);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; !done.get(); i++) {
                        shared.set("count", i % 2 == 0 ? (Number) 0 : (Number) 0L);
                    }
                },
                threads);

        int applied = 0;
        for (int i = 0; i < 5_000; i++) {
            applied += bag.compareAndSet("count", 0, 0) ? 1 : 0;
        }
        done.set(true);

        InJvmMain.settled(writer);
        assertThat(applied).isEqualTo(5_000);
    }

    @ParameterizedTest
    @EnumSource
    void batch_asksForAllBetweenChanges_seesEach(Side side) {
        shared.delete("pair");
        List<String> before = List.copyOf(shared.keys());

        BatchResult result = bag(side)
                .batch(batch -> batch.keys()
                        .set("new", 1)
                        .keys()
                        .delete(before.get(0))
                        .set(before.get(0), 2)
                        .snapshot()
                        .keys()
                        .delete("new")
                        .keys());

        assertThat(result.get(0).get()).isEqualTo(before);
        assertThat(result.get(2).get()).isEqualTo(List.of(before.get(0), before.get(1), "new"));
        assertThat(result.get(5).get(SNAPSHOT)).containsEntry("new", 1).containsEntry(before.get(0), 2);
        assertThat(result.get(6).get()).isEqualTo(List.of(before.get(1), "new", before.get(0)));
        assertThat(result.get(8).get()).isEqualTo(List.of(before.get(1), before.get(0)));
        assertThat(shared.keys()).containsExactly(before.get(1), before.get(0));
    }

    @ParameterizedTest
    @EnumSource
    void batch_asksForMoreThanAMessageHolds_isRefusedAndNothingIsDone(Side side) {
        PropertyBag bag = bag(side);
        shared.set("name", new byte[1 << 20]);

        for (Consumer<PropertyBatch> read :
                List.<Consumer<PropertyBatch>>of(PropertyBatch::snapshot, batch -> batch.get("name"))) {
            assertThatThrownBy(() -> bag.batch(batch -> {
                        batch.set("count", 7);
                        for (int i = 0; i < 64; i++) {
                            read.accept(batch);
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("What is asked for has more than 67108864 bytes;"
                            + " nothing was changed: ask for less at once");
        }

        assertThat(shared.get("count")).isEqualTo(0);
        assertThat(bag.batch(batch -> batch.snapshot().snapshot()).isApplied()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void batch_comparesMoreThanAMessageHolds_isRefusedAndNothingIsDone(Side side) {
        PropertyBag bag = bag(side);
        shared.set("name", new byte[1 << 20]);

        assertThatThrownBy(() -> bag.batch(batch -> {
                    batch.set("count", 7);
                    for (int i = 0; i < 65; i++) {
                        batch.compareAndSet("name", i, "other");
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The batch compares values of more than 67108864 bytes;"
                        + " nothing was changed: make several batches");

        assertThat(shared.get("count")).isEqualTo(0);
    }

    @ParameterizedTest
    @EnumSource
    void batch_oneIsRefused_nothingIsDone(Side side) {
        PropertyBag bag = bag(side);

        assertThatThrownBy(() -> bag.batch(batch -> batch.set("count", 7).set("", 1)))
                .hasMessageContaining("The name of a property is empty");
        assertThatThrownBy(() -> bag.batch(batch -> batch.set("count", 7).set("name", threads)))
                .isInstanceOf(UncloneableValueException.class);
        assertThatThrownBy(() -> bag.batch(batch -> {})).hasMessageStartingWith("The batch asks for nothing");
        assertThatThrownBy(() -> bag.batch(batch -> batch.get("name")).get("count"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch.get(\"count\")");

        assertThat(shared.get("count")).isEqualTo(0);
    }

    @ParameterizedTest
    @EnumSource
    void batch_moreThanABagHolds_isRefusedWhole(Side side) {
        PropertyBag bag = bag(side);

        assertThatThrownBy(() -> bag.batch(batch -> {
                    for (int i = 0; i < 65_534; i++) {
                        batch.set("p" + i, i);
                    }
                }))
                .hasMessageContaining("has 3 properties and may have 65536");
        assertThat(shared.keys()).hasSize(3);

        assertThat(bag.batch(batch -> {
                            batch.delete("name");
                            for (int i = 0; i < 65_534; i++) {
                                batch.set("p" + i, i);
                            }
                        })
                        .isApplied())
                .isTrue();
        assertThat(shared.keys()).hasSize(65_536);
    }

    /** What a bank does: no money comes or goes, whoever transfers at the time. */
    @ParameterizedTest
    @EnumSource
    void batch_transfersBetweenAccounts_keepTheSum(Side side) {
        shared.set("alice", 500);
        shared.set("bob", 500);
        List<CompletableFuture<Void>> tellers = new ArrayList<>();
        for (PropertyBag each : List.of(bag(side), shared, other.remote().getGlobal("bag"))) {
            tellers.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 1; i <= 100; i++) {
                            transfer(each, i % 7 - 3);
                        }
                    },
                    threads));
        }

        tellers.forEach(InJvmMain::settled);

        int perTeller = 0;
        for (int i = 1; i <= 100; i++) {
            perTeller += i % 7 - 3;
        }
        assertThat(shared.get("alice", int.class)).isEqualTo(500 - 3 * perTeller);
        assertThat(shared.get("bob", int.class)).isEqualTo(500 + 3 * perTeller);
    }

    private static void transfer(PropertyBag bag, int amount) {
        boolean done = false;
        while (!done) {
            BatchResult now = bag.batch(batch -> batch.get("alice").get("bob"));
            int alice = now.get("alice").get(int.class);
            int bob = now.get("bob").get(int.class);
            done = bag.batch(batch ->
                            batch.compareAndSet("alice", alice, alice - amount).compareAndSet("bob", bob, bob + amount))
                    .isApplied();
        }
    }

    @ParameterizedTest
    @EnumSource
    void use_afterUnshare_saysThatItIsMissing_inMainTheObjectLivesOn(Side side) { // REM-43
        PropertyBag bag = bag(side);
        main.globals().unshare("bag");

        if (side == Side.MAIN) {
            assertThat(bag.compareAndSet("count", 0, 1)).isTrue();
            return;
        }
        assertThatThrownBy(() -> bag.compareAndSet("count", 0, 1))
                .isInstanceOf(RemoteCallException.class)
                .hasMessage(
                        "Cannot call method 'compareAndSet' on missing remote object 'bag': main does not share it, or no more");
        assertThatThrownBy(() -> bag.batch(batch -> batch.get("count").get("name")))
                .hasMessage(
                        "Cannot call method 'batch' on missing remote object 'bag': main does not share it, or no more");
    }

    private PropertyBag bag(Side side) {
        return side == Side.MAIN ? shared : renderer.remote().getGlobal("bag");
    }
}
