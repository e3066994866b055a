package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.PropertyBag;
import dev.covalent.common.PropertyChange.Kind;
import dev.covalent.common.Subscription;
import dev.covalent.main.SharedObject;
import dev.covalent.renderer.RemoteObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** DAT-03: changes of maps within a property, heard in main and in renderers. */
@Timeout(20)
final class NestedChangesTest {
    private final InJvmMain main = new InJvmMain();
    private final InJvmRenderer first = main.newRenderer();
    private final InJvmRenderer second = main.newRenderer();
    private final SharedObject shared = main.globals().share("bag", Map.of("window", window(), "other", 0));
    private final RemoteObject mine = first.remote().getGlobal("bag");
    private final RemoteObject theirs = second.remote().getGlobal("bag");

    private static Map<String, Object> window() {
        Map<String, Object> window = new LinkedHashMap<>();
        window.put("title", "x");
        window.put("size", Map.of("width", 1));
        return window;
    }

    @AfterEach
    void close() {
        main.close();
    }

    @Test
    void onChange_hearsOfEachEntryThatDiffers_whoeverWroteIt() {
        List<LinkedBlockingQueue<Seen>> everywhere =
                List.of(Seen.at(shared.object("window")), Seen.at(mine.object("window")));

        theirs.object("window").set("title", "y");
        mine.object("window").batch(batch -> batch.delete("title").set("new", 1));
        shared.set("other", 1);
        shared.object("window").object("size").set("width", 2);
        shared.set("window", Map.of("size", Map.of("width", 2L), "new", 2));

        for (LinkedBlockingQueue<Seen> heard : everywhere) {
            assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("title", Kind.CHANGED, "x", "y", 2));
            assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("title", Kind.REMOVED, "y", null, 1));
            assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("new", Kind.ADDED, null, 1, 1));
            assertThat(InJvmRenderer.next(heard))
                    .isEqualTo(new Seen("size", Kind.CHANGED, Map.of("width", 1), Map.of("width", 2), 0));
            assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("new", Kind.CHANGED, 1, 2, 0));
        }
    }

    @Test
    void onChange_ofOneEntry_andDeeper() {
        LinkedBlockingQueue<Seen> title = new LinkedBlockingQueue<>();
        mine.object("window").onChange("title", change -> title.add(Seen.of(change)));
        LinkedBlockingQueue<Seen> size = Seen.at(mine.object("window").object("size"));

        theirs.object("window").object("size").set("width", 5);
        theirs.object("window").batch(batch -> batch.set("none", 1).set("title", null));

        assertThat(InJvmRenderer.next(size)).isEqualTo(new Seen("width", Kind.CHANGED, 1, 5, 2));
        assertThat(InJvmRenderer.next(title)).isEqualTo(new Seen("title", Kind.CHANGED, "x", null, 2));
        assertThat(size).isEmpty();
    }

    @Test
    void onChange_whereThereIsNoMap_hasNoEntries() {
        List<LinkedBlockingQueue<Seen>> everywhere = List.of(
                Seen.at(shared.object("window").object("size")),
                Seen.at(mine.object("window").object("size")));

        shared.object("window").set("size", List.of(1));
        shared.set("window", 3);
        shared.delete("window");
        shared.set("window", Map.of("size", Map.of("width", 2)));
        main.globals().unshare("bag");
        main.globals().share("bag", Map.of("window", Map.of("size", Map.of("late", 3))));

        for (LinkedBlockingQueue<Seen> heard : everywhere) {
            assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("width", Kind.REMOVED, 1, null, 0));
            assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("width", Kind.ADDED, null, 2, 0));
            assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("width", Kind.REMOVED, 2, null, 0));
            assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("late", Kind.ADDED, null, 3, 0));
        }
    }

    /** A list that two entries have in common differs in both of them. */
    @Test
    void onChange_ofWhatEntriesShare_isHeardOfEach() {
        List<Object> common = new ArrayList<>(List.of(1));
        Map<String, Object> graph = new LinkedHashMap<>(Map.of("a", common));
        graph.put("b", common);
        graph.put("same", 1);
        graph.put("self", graph);
        shared.set("graph", graph);
        LinkedBlockingQueue<Seen> heard = new LinkedBlockingQueue<>();
        mine.object("graph")
                .onChange(
                        change -> heard.add(new Seen(change.property(), change.kind(), null, null, change.originId())));

        common.set(0, 2);
        shared.set("graph", graph);

        for (String property : List.of("a", "b", "self")) {
            assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen(property, Kind.CHANGED, null, null, 0));
        }
    }

    /** Else it would keep main's loop busy for minutes. */
    @Test
    void onChange_ofManyEntriesThatShareMuch_isHeardOfEachSoon() {
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        shared.object("many").onChange(change -> heard.add(change.property()));

        shared.set("many", many(0));
        shared.set("many", many(1));

        for (int i = 0; i < 2_400; i++) {
            assertThat(InJvmRenderer.next(heard)).isEqualTo("entry" + i % 1_200);
        }
    }

    private static Map<String, Object> many(int each) {
        List<Object> common = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            common.add(new ArrayList<>());
        }
        Map<String, Object> many = new LinkedHashMap<>();
        for (int i = 0; i < 1_200; i++) {
            many.put("entry" + i, List.of(common, each));
        }
        return many;
    }

    @Test
    void whatAListenerDoesToAValue_noOtherHears_norOfAnotherEntry() {
        List<Object> common = new ArrayList<>(List.of(1));
        for (PropertyBag bag : List.of(shared, mine)) {
            shared.delete("graph");
            LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
            bag.onChange("graph", change -> change.newValue().get(Map.class).clear());
            for (int i = 0; i < 2; i++) {
                bag.object("graph").onChange(change -> {
                    List<?> value = change.newValue().get(List.class);
                    heard.add(List.copyOf(value));
                    value.clear();
                    heard.add(List.copyOf((List<?>) change.newValue().get(List.class)));
                });
            }

            shared.set("graph", new LinkedHashMap<>(Map.of("a", common, "b", common)));

            for (int i = 0; i < 4; i++) {
                assertThat(InJvmRenderer.next(heard)).isEqualTo(List.of(1));
                assertThat(InJvmRenderer.next(heard)).as("its own copy").isEqualTo(List.of());
            }
        }
    }

    @Test
    void listenerThatThrows_isReported_andHearsOfTheOtherEntries() {
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        mine.object("window").onChange(change -> {
            heard.add(change.property());
            throw new IllegalStateException(change.property());
        });

        shared.object("window").batch(batch -> batch.set("a", 1).set("b", 2));

        assertThat(InJvmRenderer.next(heard)).isEqualTo("a");
        assertThat(InJvmRenderer.next(heard)).isEqualTo("b");
        Throwable reported = InJvmRenderer.next(first.uncaught);
        assertThat(reported).hasMessage("a");
        assertThat(reported.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void close_endsIt_alsoInTheMiddleOfAChange() {
        for (PropertyBag bag : List.of(shared, mine)) {
            LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
            List<Subscription> own = new ArrayList<>();
            own.add(bag.object("window").onChange(change -> {
                heard.add(change.property());
                own.get(0).close();
            }));
            LinkedBlockingQueue<Seen> after = Seen.at(bag);

            shared.object("window").batch(batch -> batch.set("title", "new").set("size", 2));
            shared.object("window").batch(batch -> batch.delete("title").delete("size"));
            shared.set("window", window());

            InJvmRenderer.next(after);
            InJvmRenderer.next(after);
            InJvmRenderer.next(after);
            assertThat(heard).containsExactly("title");
        }
    }

    @Test
    void onChange_nameThatNoEntryCanHave_isRefused() {
        for (PropertyBag bag : List.of(shared, mine)) {
            assertThatThrownBy(() -> bag.object("window").onChange("", change -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> bag.object("window").onChange("y".repeat(2_000), change -> {}))
                    .hasMessageContaining("at most 1024 characters");
        }
        assertThat(mine.async().object("window").onChange("y".repeat(2_000), change -> {}))
                .failsWithin(InJvmMain.LIMIT);
    }

    @Test
    void asyncOnChange_hears() {
        LinkedBlockingQueue<Seen> heard = new LinkedBlockingQueue<>();
        Subscription subscription = InJvmMain.settled(
                mine.async().object("window").onChange("title", change -> heard.add(Seen.of(change))));

        theirs.object("window").set("title", "y");

        assertThat(InJvmRenderer.next(heard).after()).isEqualTo("y");
        subscription.close();
        LinkedBlockingQueue<Seen> later = Seen.at(mine);
        theirs.object("window").set("title", "z");
        assertThat(InJvmRenderer.next(later).property()).isEqualTo("window");
        assertThat(heard).isEmpty();
    }
}
