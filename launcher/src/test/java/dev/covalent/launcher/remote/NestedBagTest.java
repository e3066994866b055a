package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.BatchResult;
import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.PropertyBag;
import dev.covalent.common.WriteVetoedException;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagPath;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.remote.BagSteps;
import dev.covalent.main.SharedObject;
import dev.covalent.renderer.AsyncRemoteObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** REM-12, REM-20, DAT-03: maps within a property, used by reference; the same from main and from a renderer. */
@Timeout(60)
final class NestedBagTest {
    private final InJvmMain main = new InJvmMain();
    private final InJvmRenderer renderer = main.newRenderer();
    private final InJvmRenderer other = main.newRenderer();
    private final ExecutorService threads = Threads.pool("nested-test", 8);
    private final SharedObject shared = main.globals().share("bag", Map.of("window", window(), "list", List.of(1, 2)));

    /** Who uses the bag. */
    enum Side {
        MAIN,
        RENDERER
    }

    /** What is in the bag first. */
    record Size(int width, int height) {}

    private static Map<String, Object> window() {
        Map<String, Object> window = new LinkedHashMap<>();
        window.put("title", "first");
        window.put("size", new Size(3, 4));
        window.put("tags", List.of("a"));
        return window;
    }

    private PropertyBag bag(Side side) {
        return side == Side.MAIN ? shared : renderer.remote().getGlobal("bag");
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        main.close();
    }

    @ParameterizedTest
    @EnumSource
    void methods_workOnTheMapThatIsThere_whoeverLooks(Side side) {
        PropertyBag window = bag(side).object("window");
        PropertyBag size = window.object("size");

        window.set("title", "second");
        size.set("width", 5);
        size.set("depth", null);

        assertThat(window.get("title", String.class)).isEqualTo("second");
        assertThat(size.get("width", int.class)).isEqualTo(5);
        assertThat(window.get("size", Size.class)).isEqualTo(new Size(5, 4));
        assertThat(size.has("depth")).isTrue();
        assertThat(size.get("depth")).isNull();
        assertThat(size.has("missing")).isFalse();
        assertThat(size.get("missing")).isNull();
        assertThat(size.delete("depth")).isTrue();
        assertThat(size.delete("depth")).isFalse();
        assertThat(window.keys()).containsExactly("title", "size", "tags");
        assertThat(size.snapshot()).isEqualTo(Map.of("width", 5, "height", 4));
        assertThat(shared.get("window"))
                .isEqualTo(Map.of("title", "second", "size", Map.of("width", 5, "height", 4), "tags", List.of("a")));
        assertThat(other.remote().getGlobal("bag").object("window").get("title"))
                .isEqualTo("second");
    }

    @ParameterizedTest
    @EnumSource
    void object_isAPlace_andFollowsWhatIsPutThere(Side side) {
        PropertyBag bag = bag(side);
        renderer.sent.clear();
        PropertyBag size = bag.object("window").object("size");
        shared.set("window", Map.of("size", Map.of("width", 70)));

        assertThat(renderer.sent).as("a place costs no call").isEmpty();
        assertThat(size.snapshot()).isEqualTo(Map.of("width", 70));
        assertThat(renderer.sent).hasSize(side == Side.MAIN ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void reads_areCopies_andListsAreValues(Side side) { // REM-10
        PropertyBag window = bag(side).object("window");

        window.get("tags", List.class).clear();
        window.snapshot().clear();
        window.object("size").snapshot().clear();

        assertThat(window.get("tags")).isEqualTo(List.of("a"));
        assertThat(window.keys()).hasSize(3);
        assertThat(window.get("size")).isEqualTo(Map.of("width", 3, "height", 4));
    }

    @ParameterizedTest
    @EnumSource
    void compareAndSetAndUpdates_ofAnEntry(Side side) {
        PropertyBag size = bag(side).object("window").object("size");

        assertThat(size.compareAndSet("width", 4, 10)).isFalse();
        assertThat(size.compareAndSet("width", 3L, 10)).isTrue();
        assertThat(size.compareAndSet("missing", null, 1)).isTrue();
        assertThat(size.getAndUpdate("width", Integer.class, value -> value + 1))
                .isEqualTo(10);
        assertThat(size.updateAndGet("width", Integer.class, value -> value + 1))
                .isEqualTo(12);

        assertThat(size.snapshot()).isEqualTo(Map.of("width", 12, "height", 4, "missing", 1));
    }

    @ParameterizedTest
    @EnumSource
    void batch_ofEntries_isOneRoundTrip_allOrNone(Side side) {
        PropertyBag size = bag(side).object("window").object("size");
        renderer.sent.clear();

        BatchResult done = size.batch(batch -> batch.get("width")
                .set("width", 7)
                .delete("height")
                .keys()
                .set("height", 8)
                .snapshot()
                .compareAndSet("width", 7, 9)
                .get("width"));
        BatchResult refused = size.batch(
                batch -> batch.set("height", 100).compareAndSet("width", 7, 0).get("height"));

        assertThat(renderer.sent).hasSize(side == Side.MAIN ? 0 : 2);
        assertThat(done.isApplied()).isTrue();
        assertThat(done.get(0).get()).isEqualTo(3);
        assertThat(done.get(3).get()).isEqualTo(List.of("width"));
        assertThat(done.get(5).get()).isEqualTo(Map.of("width", 7, "height", 8));
        assertThat(done.get("width").get()).isEqualTo(9);
        assertThat(refused.isApplied()).isFalse();
        assertThat(refused.get("height").get()).isEqualTo(8);
        assertThat(shared.object("window").object("size").snapshot()).isEqualTo(Map.of("width", 9, "height", 8));
    }

    @ParameterizedTest
    @EnumSource
    void order_isKept(Side side) {
        PropertyBag window = bag(side).object("window");

        window.set("title", "again");
        window.batch(batch -> batch.delete("title").set("title", "again"));
        assertThat(window.keys()).containsExactly("size", "tags", "title");
        assertThat(String.valueOf(shared.get("window"))).startsWith("{size=").endsWith("title=again}");
        window.set("new", 1);

        assertThat(window.keys()).containsExactly("size", "tags", "title", "new");
    }

    @ParameterizedTest
    @EnumSource
    void whereThereIsNoMap_everyMethodSaysWhatIsThere(Side side) {
        PropertyBag bag = bag(side);
        shared.set("null", null);
        shared.set("keys", Map.of(1, 2));

        assertRefused(
                bag.object("list"),
                "'list' of 'bag' is a list, and only a map or record has properties: set it as a whole");
        assertRefused(bag.object("gone"), "'gone' of 'bag' does not exist: set it to a map or record first");
        assertRefused(bag.object("null"), "'null' of 'bag' is null: set it to a map or record first");
        assertRefused(
                bag.object("keys"),
                "'keys' of 'bag' is a map with keys that are no texts, and so has no properties: set it as a whole");
        assertRefused(
                bag.object("window").object("title"),
                "'window.title' of 'bag' is a text, and only a map or record has properties: set it as a whole");
        assertRefused(
                bag.object("window").object("tags").object("x"),
                "There is no 'window.tags.x', as 'window.tags' of 'bag' is a list, and only a map or record has"
                        + " properties: set it as a whole");
        assertThat(shared.has("gone")).as("none is made by writing").isFalse();
    }

    private static void assertRefused(PropertyBag place, String message) {
        List<Runnable> uses = List.of(
                () -> place.get("x"),
                () -> place.has("x"),
                place::keys,
                place::snapshot,
                () -> place.set("x", 1),
                () -> place.delete("x"),
                () -> place.compareAndSet("x", null, 1),
                () -> place.updateAndGet("x", Object.class, value -> 1),
                () -> place.batch(batch -> batch.get("x")));
        for (Runnable use : uses) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(message);
        }
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("NullAway") // the misuse is the test
    void names_thatNoPropertyCanHave_areRefusedAtOnce(Side side) {
        PropertyBag bag = bag(side);
        renderer.sent.clear();

        assertThatThrownBy(() -> bag.object(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> bag.object("")).hasMessageContaining("The name of a property is empty");
        assertThatThrownBy(() -> bag.object("x".repeat(1025))).hasMessageContaining("at most 1024 characters");
        PropertyBag deep = bag;
        for (int i = 0; i < 32; i++) {
            deep = deep.object("x");
        }
        PropertyBag deepest = deep;
        assertThatThrownBy(() -> deepest.object("x")).hasMessageContaining("32 names deep at most");
        assertThat(renderer.sent).isEmpty();
        for (String name : List.of("", "x".repeat(1025))) {
            assertThatThrownBy(() -> bag.object("window").set(name, 1)).hasMessageContaining("The name of a property");
        }
    }

    /** An equal value is another object for who has it in common with others. */
    @ParameterizedTest
    @EnumSource
    void writeOfAnEqualValue_endsWhatEntriesShare(Side side) {
        Map<String, Object> common = new HashMap<>(Map.of("x", 1));
        shared.set("graph", new LinkedHashMap<>(Map.of("a", common, "b", common)));
        PropertyBag graph = bag(side).object("graph");

        graph.set("a", Map.of("x", 1));
        graph.object("a").set("x", 2);

        assertThat(shared.get("graph")).isEqualTo(Map.of("a", Map.of("x", 2), "b", Map.of("x", 1)));
    }

    /** A map that becomes equal to another is no second element of their set any more, whether it is decoded or not. */
    @ParameterizedTest
    @EnumSource
    void writeIntoAnElementOfASet_isTheSame_whoeverLookedBefore(Side side) {
        Map<String, Object> element = new HashMap<>(Map.of("x", 1));
        Map<String, Object> other = new HashMap<>(Map.of("x", 2));
        shared.set("sets", Map.of("element", element, "elements", List.of(Set.of(element, other))));
        PropertyBag reached = bag(side).object("sets").object("element");

        reached.set("x", 2);
        assertThat(shared.get("sets")).extracting("elements").isEqualTo(List.of(Set.of(Map.of("x", 2))));
        reached.set("x", 2.5);

        List<?> elements = bag(side).object("sets").get("elements", List.class);
        assertThat((Set<?>) elements.get(0)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void mapWhoseKeysAreNoTexts_inPlaceOfOneThatWasReached_isRefused(Side side) {
        PropertyBag size = bag(side).object("window").object("size");
        assertThat(size.get("width")).isEqualTo(3);

        bag(side).object("window").set("size", Map.of(1, 2));

        assertThatThrownBy(size::keys).hasMessageContaining("a map with keys that are no texts");
    }

    /** What values of the map have in common with it and with each other. */
    @ParameterizedTest
    @EnumSource
    void cyclesAndSharing_areAsTheyWere_afterAWrite(Side side) {
        List<Object> common = new ArrayList<>(List.of("shared"));
        Map<String, Object> graph = new HashMap<>(Map.of("one", common, "other", common));
        graph.put("self", graph);
        shared.set("graph", graph);

        bag(side).object("graph").object("self").object("self").set("added", 1);
        assertThat(bag(side).object("graph").keys()).contains("added");

        Map<?, ?> now = shared.get("graph", Map.class);
        assertThat(now.get("self")).isSameAs(now);
        assertThat(now.get("one")).isSameAs(now.get("other")).isEqualTo(List.of("shared"));
        assertThat(now.get("added")).isEqualTo(1);
        Map<?, ?> read = bag(side).object("graph").get("self", Map.class);
        assertThat(read.get("self")).isSameAs(read);
    }

    @ParameterizedTest
    @EnumSource
    void validator_seesTheWholeMap_andItsVetoChangesNothing(Side side) { // REM-22, REM-23
        List<@Nullable Object> looked = new ArrayList<>();
        shared.validate("window", change -> {
            Map<?, ?> before = change.oldValue().get(Map.class);
            Map<?, ?> after = change.newValue().get(Map.class);
            looked.add(Arrays.asList(before.get("title"), after.get("title"), after.size(), change.originId()));
            if ("bad".equals(after.get("title"))) {
                throw new IllegalArgumentException("no such title");
            }
        });
        PropertyBag window = bag(side).object("window");

        window.set("title", "good");
        assertThatThrownBy(() -> window.batch(batch -> batch.set("size", 1).set("title", "bad")))
                .isInstanceOf(WriteVetoedException.class)
                .hasMessage("Property 'window' of 'bag' was not changed: no such title");
        window.set("title", "good");

        assertThat(window.get("title")).isEqualTo("good");
        assertThat(window.object("size").get("width")).isEqualTo(3);
        int origin = side == Side.MAIN ? 0 : renderer.webContentsId();
        assertThat(looked).containsExactly(List.of("first", "good", 3, origin), List.of("good", "bad", 3, origin));
    }

    @ParameterizedTest
    @EnumSource
    void writesByEverybodyAtOnce_loseNothing(Side side) {
        PropertyBag counters = bag(side).object("counters");
        shared.set("counters", new LinkedHashMap<>(Map.of("a", 0, "b", 0, "deep", Map.of("c", 0))));
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        PropertyBag theirs = other.remote().getGlobal("bag").object("counters");
        for (PropertyBag each : List.of(counters, counters, shared.object("counters"), theirs)) {
            writers.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < 100; i++) {
                            each.updateAndGet("a", Integer.class, value -> value + 1);
                            each.object("deep").getAndUpdate("c", Integer.class, value -> value + 1);
                            addOneByBatch(each);
                        }
                    },
                    threads));
        }

        writers.forEach(InJvmMain::settled);

        assertThat(shared.get("counters")).isEqualTo(Map.of("a", 400, "b", 400, "deep", Map.of("c", 400)));
    }

    private static void addOneByBatch(PropertyBag counters) {
        boolean done = false;
        while (!done) {
            int now = counters.get("b", int.class);
            done = counters.batch(
                            batch -> batch.compareAndSet("b", now, now + 1).get("a"))
                    .isApplied();
        }
    }

    @ParameterizedTest
    @EnumSource
    void update_anotherWriterIsFaster_runsAgainOnTheNewValue(Side side) {
        AtomicInteger runs = new AtomicInteger();

        int result = bag(side).object("window").object("size").updateAndGet("width", Integer.class, value -> {
            if (runs.getAndIncrement() == 0) {
                shared.object("window").object("size").set("width", 100);
            }
            return value + 1;
        });

        assertThat(result).isEqualTo(101);
        assertThat(runs).hasValue(2);
    }

    @Test
    void async_doesTheSameWithoutWaiting() { // REM-61
        AsyncRemoteObject async =
                renderer.remote().getGlobal("bag").async().object("window").object("size");
        AsyncRemoteObject same = renderer.remote()
                .getGlobal("bag")
                .object("window")
                .object("size")
                .async();

        InJvmMain.settled(async.set("width", 9));
        assertThat(InJvmMain.settled(same.updateAndGet("width", Integer.class, value -> value + 1)))
                .isEqualTo(10);
        assertThat(InJvmMain.settled(async.batch(batch -> batch.get("width").keys()))
                        .get("width")
                        .get())
                .isEqualTo(10);
        assertThat(async.object("width").keys())
                .failsWithin(InJvmMain.LIMIT)
                .withThrowableThat()
                .withMessageContaining("'window.size.width' of 'bag' is a number");
    }

    @Test
    void unshared_isMissing_byItsWholePath() { // REM-43
        PropertyBag window = renderer.remote().getGlobal("bag").object("window");
        main.globals().unshare("bag");

        assertThatThrownBy(() -> window.get("title"))
                .isInstanceOf(MissingRemoteObjectException.class)
                .hasMessageContaining("Cannot get property 'window.title' on missing remote object 'bag'");
        assertThatThrownBy(window::keys)
                .hasMessageContaining("Cannot call method 'keys' in 'window' on missing remote object 'bag'");
    }

    @Test
    void watch_withAPath_isRefused() {
        List<BagStep> steps = List.of(BagStep.of(BagOperation.GET, "title"), BagSteps.watch("title", 1));

        Outcome outcome = renderer.exchange(new RemoteRequest.BagCall("bag", BagPath.ROOT.then("window"), steps));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.MISUSE);
            assertThat(failure.message()).startsWith("Cannot call method 'onChange' in 'window'");
        });
    }

    @Test
    void places_sayWhatTheyAre() {
        assertThat(shared.object("a").object("b")).hasToString("'a.b' of shared object 'bag'");
        assertThat(renderer.remote().getGlobal("bag").object("a")).hasToString("'a' of remote object 'bag'");
    }
}
