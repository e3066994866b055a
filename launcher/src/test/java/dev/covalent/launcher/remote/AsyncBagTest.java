package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.BatchResult;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.TypeToken;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.main.SharedObject;
import dev.covalent.renderer.AsyncRemoteObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** REM-61: the methods of a remote object that do not wait. */
@Timeout(20)
final class AsyncBagTest {
    private final InJvmMain main = new InJvmMain();
    private final InJvmRenderer renderer = main.newRenderer();
    private final SharedObject shared = main.globals().share("bag", Map.of("count", 1));
    private final AsyncRemoteObject bag = renderer.remote().getGlobal("bag").async();

    @AfterEach
    void close() {
        main.close();
    }

    @Test
    void methods_doWhatTheirBlockingTwinsDo() {
        assertThat(InJvmMain.settled(bag.get("count")).get(int.class)).isEqualTo(1);
        assertThat(InJvmMain.settled(bag.set("name", "x"))).isNull();
        assertThat(InJvmMain.settled(bag.has("name"))).isTrue();
        assertThat(InJvmMain.settled(bag.keys())).containsExactly("count", "name");
        assertThat(InJvmMain.settled(bag.snapshot())).isEqualTo(Map.of("count", 1, "name", "x"));
        assertThat(InJvmMain.settled(bag.delete("name"))).isTrue();
        assertThat(InJvmMain.settled(bag.compareAndSet("count", 1, 2))).isTrue();
        assertThat(InJvmMain.settled(bag.compareAndSet("count", 1, 3))).isFalse();
        assertThat(InJvmMain.settled(bag.getAndUpdate("count", Integer.class, value -> value * 10)))
                .isEqualTo(2);
        assertThat(InJvmMain.settled(bag.updateAndGet("count", Integer.class, value -> value + 1)))
                .isEqualTo(21);
        BatchResult batch =
                InJvmMain.settled(bag.batch(each -> each.get("count").set("done", true)));
        assertThat(batch.get("count").get()).isEqualTo(21);
        assertThat(shared.snapshot()).isEqualTo(Map.of("count", 21, "done", true));
    }

    @Test
    void update_ofAGenericType_readsItsParts() {
        shared.set("places", List.of(new Place("Ulm", 1)));
        TypeToken<List<Place>> places = new TypeToken<>() {};

        assertThat(InJvmMain.settled(bag.updateAndGet("places", places, AsyncBagTest::visited)))
                .containsExactly(new Place("Ulm", 2));
        assertThat(InJvmMain.settled(bag.getAndUpdate("places", places, AsyncBagTest::visited)))
                .containsExactly(new Place("Ulm", 2));
        assertThat(shared.get("places", places)).containsExactly(new Place("Ulm", 3));
    }

    /** What a property may have several of. */
    record Place(String name, int visits) {}

    private static List<Place> visited(List<Place> places) {
        return places.stream()
                .map(place -> new Place(place.name(), place.visits() + 1))
                .toList();
    }

    @Test
    void update_anotherWriterIsFaster_runsAgainOnTheNewValue() {
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<Integer> first = bag.updateAndGet("count", Integer.class, value -> {
            if (runs.getAndIncrement() == 0) {
                shared.set("count", 100);
            }
            return value + 1;
        });

        assertThat(InJvmMain.settled(first)).isEqualTo(101);
        assertThat(runs).hasValue(2);
    }

    @Test
    void whatIsWrong_failsTheFuture() {
        renderer.sent.clear();
        assertThat(bag.set("count", Thread.currentThread()))
                .failsWithin(InJvmMain.LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(UncloneableValueException.class);
        assertThat(bag.batch(each -> {}))
                .failsWithin(InJvmMain.LIMIT)
                .withThrowableThat()
                .withMessageContaining("The batch asks for nothing");
        assertThat(renderer.sent).isEmpty();
        assertThat(bag.updateAndGet("count", Integer.class, value -> {
                    throw new IllegalStateException("mine");
                }))
                .failsWithin(InJvmMain.LIMIT)
                .withThrowableThat()
                .withMessageContaining("mine");
        assertThat(bag.set("", 1))
                .failsWithin(InJvmMain.LIMIT)
                .withThrowableThat()
                .withMessageContaining("The name of a property is empty");
        assertThat(bag.onChange("", change -> {}))
                .failsWithin(InJvmMain.LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalArgumentException.class)
                .withMessageContaining("The name of a property is not empty");

        main.globals().unshare("bag");

        assertThat(bag.get("count"))
                .failsWithin(InJvmMain.LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(RemoteCallException.class)
                .withMessageContaining("Cannot get property 'count' on missing remote object 'bag'");
    }

    @Test
    @SuppressWarnings("NullAway") // the misuse is the test
    void nulls_failTheFuture() {
        for (CompletableFuture<?> refused : new CompletableFuture<?>[] {
            bag.get(null),
            bag.set(null, 1),
            bag.delete(null),
            bag.batch(null),
            bag.updateAndGet("count", (Class<Object>) null, value -> value),
            bag.getAndUpdate("count", (TypeToken<Object>) null, value -> value),
            bag.onChange(null),
            bag.onChange(null, change -> {}),
            bag.onChange("count", null),
            bag.object("nested").onChange(null),
            bag.getAndUpdate("count", Integer.class, null)
        }) {
            assertThat(refused)
                    .failsWithin(InJvmMain.LIMIT)
                    .withThrowableThat()
                    .withCauseInstanceOf(NullPointerException.class);
        }
    }
}
