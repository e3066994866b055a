package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.PropertyBag;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.WriteVetoedException;
import dev.covalent.main.SharedObject;
import dev.covalent.renderer.RemoteObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** REM-22, REM-23: main decides what may be written, and the writer is told why it may not. */
@Timeout(20)
final class BagValidationTest {
    private final InJvmMain main = new InJvmMain();
    private final InJvmRenderer renderer = main.newRenderer();
    private final SharedObject shared = main.globals().share("person", Map.of("age", 7, "name", "x"));
    private final RemoteObject remote = renderer.remote().getGlobal("person");

    @AfterEach
    void close() {
        main.close();
    }

    private static void notNegative(PropertyChange change) {
        if (change.newValue().get(int.class) < 0) {
            throw new IllegalArgumentException("an age is not negative");
        }
    }

    @Test
    void set_refused_keepsTheOldValue_andTellsTheWriterWhy() {
        shared.validate("age", BagValidationTest::notNegative);

        for (PropertyBag bag : List.of(shared, remote)) {
            assertThatThrownBy(() -> bag.set("age", -1))
                    .isInstanceOfSatisfying(WriteVetoedException.class, vetoed -> {
                        assertThat(vetoed.property()).isEqualTo("age");
                        assertThat(vetoed.reason()).isEqualTo("an age is not negative");
                    })
                    .hasMessage("Property 'age' of 'person' was not changed: an age is not negative");
            assertThat(bag.get("age")).isEqualTo(7);
        }
        remote.set("age", 8);
        assertThat(shared.get("age")).isEqualTo(8);
        assertThat(renderer.uncaught).isEmpty();
        assertThat(main.uncaught).isEmpty();
    }

    @Test
    void everyKindOfWrite_isLookedAt() {
        shared.validate("age", change -> {
            throw new Exception("fixed");
        });

        List<Runnable> writes = List.of(
                () -> remote.set("age", 1),
                () -> remote.delete("age"),
                () -> remote.compareAndSet("age", 7, 1),
                () -> remote.getAndUpdate("age", Integer.class, age -> age + 1),
                () -> remote.batch(batch -> batch.set("name", "y").set("age", 1)));
        for (Runnable write : writes) {
            assertThatThrownBy(write::run).isInstanceOf(WriteVetoedException.class);
        }
        assertThatThrownBy(() -> remote.async().set("age", 1).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WriteVetoedException.class);

        assertThat(shared.snapshot()).containsOnly(Map.entry("age", 7), Map.entry("name", "x"));
    }

    /** What changes nothing is not looked at, and of a batch only the last value is. */
    @Test
    void validator_isGivenTheChange() {
        List<PropertyChange> seen = Collections.synchronizedList(new ArrayList<>());
        shared.validate("age", seen::add);

        remote.set("age", 7);
        remote.compareAndSet("age", 6, 9);
        remote.batch(batch -> batch.set("age", -5).set("name", "y").set("age", 8));
        shared.delete("age");

        assertThat(seen)
                .extracting(PropertyChange::kind)
                .containsExactly(PropertyChange.Kind.CHANGED, PropertyChange.Kind.REMOVED);
        assertThat(seen).extracting(change -> change.oldValue().get()).containsExactly(7, 8);
        assertThat(seen).extracting(change -> change.newValue().get()).containsExactly(8, null);
        assertThat(seen).extracting(PropertyChange::originId).containsExactly(1, 0);
    }

    @Test
    void refused_isNotHeard() {
        shared.validate(BagValidationTest::onlyOfMain);
        LinkedBlockingQueue<PropertyChange> heard = new LinkedBlockingQueue<>();
        shared.onChange(heard::add);

        assertThatThrownBy(() -> remote.set("age", 1)).isInstanceOf(WriteVetoedException.class);
        assertThatThrownBy(() -> remote.set("added", 1))
                .isInstanceOf(WriteVetoedException.class)
                .hasMessageContaining("IllegalStateException");
        shared.set("age", 2);

        assertThat(InJvmRenderer.next(heard).newValue().get()).isEqualTo(2);
    }

    private static void onlyOfMain(PropertyChange change) {
        if (change.originId() != 0) {
            throw new IllegalStateException();
        }
    }

    @Test
    void close_endsIt() {
        Subscription validation = shared.validate("age", BagValidationTest::notNegative);

        validation.close();
        remote.set("age", -1);

        assertThat(shared.get("age")).isEqualTo(-1);
    }

    /** A validator may read the bag: no lock is held. What another writes meanwhile is not overwritten unseen. */
    @Test
    void validator_whileAnotherWrites_looksAgain() {
        List<Object> before = Collections.synchronizedList(new ArrayList<>());
        shared.validate("age", change -> {
            before.add(change.oldValue().get());
            if (before.size() == 1) {
                shared.set("age", 50);
            }
        });

        remote.set("age", 100);

        assertThat(before).containsExactly(7, 7, 50);
        assertThat(shared.get("age")).isEqualTo(100);
    }

    /** A validator that writes is wrong, but what it writes a second time is there already. */
    @Test
    void validator_thatNormalizes_ends() {
        shared.validate("name", change -> {
            if (change.newValue().get(String.class).endsWith(" ")) {
                shared.set("name", "trimmed");
            }
        });

        remote.set("name", "padded ");

        assertThat(shared.get("name")).isEqualTo("padded ");
    }

    @Test
    void validator_thatThrowsAnError_answersTheWriterToo() {
        shared.validate("age", change -> {
            throw new AssertionError("not even looked at");
        });

        assertThatThrownBy(() -> remote.set("age", 1)).isInstanceOf(WriteVetoedException.class);
        assertThatThrownBy(() -> remote.async().set("age", 1).join())
                .hasCauseInstanceOf(WriteVetoedException.class)
                .hasMessageContaining("not even looked at");
    }

    @Test
    void validator_thatAlwaysWritesAnother_isStopped() {
        AtomicInteger writes = new AtomicInteger();
        shared.validate("age", change -> {
            if (change.originId() != 0) {
                shared.set("age", 1_000 + writes.incrementAndGet());
            }
        });

        assertThatThrownBy(() -> remote.set("age", 1)).hasMessageContaining("Do its validators write to it");
    }

    @Test
    void badArguments_areRefused() {
        assertThatThrownBy(() -> shared.validate("", change -> {})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> shared.validate("x".repeat(2_000), change -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
