package dev.covalent.common.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Subscription;
import dev.covalent.common.concurrent.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ListenerTableTest {
    private final ListenerTable<String, Runnable> table = new ListenerTable<>();
    private final List<String> calls = new ArrayList<>();

    @Test
    void emit_callsListenersOfTheKeyInOrder() {
        table.on("a", record("first"));
        table.on("b", record("other"));
        table.on("a", record("second"));

        assertThat(emit("a")).isTrue();

        assertThat(calls).containsExactly("first", "second");
    }

    @Test
    void emit_noListener_isFalse() {
        assertThat(emit("a")).isFalse();
    }

    @Test
    void emit_sameListenerTwice_isCalledTwice() {
        Runnable listener = record("same");
        table.on("a", listener);
        table.on("a", listener);

        emit("a");

        assertThat(calls).containsExactly("same", "same");
    }

    @Test
    void emit_callSaysFalse_stopsTheRound() {
        table.on("a", record("first"));
        table.once("a", record("second"));

        boolean heard = table.emit("a", (key, listener) -> {
            listener.run();
            return false;
        });

        assertThat(heard).isTrue();
        assertThat(calls).containsExactly("first");
        assertThat(table.count("a")).isEqualTo(2);
    }

    @Test // IPC-04
    void once_emittingAgainFromItself_isNotReentered() {
        table.once("a", () -> {
            calls.add("once");
            emit("a");
        });

        emit("a");
        emit("a");

        assertThat(calls).containsExactly("once");
        assertThat(table.count("a")).isZero();
    }

    @Test
    void once_removedByAnInnerRound_isNotCalledByTheOuter() {
        table.on("a", () -> {
            if (calls.isEmpty()) {
                calls.add("outer");
                emit("a");
            }
        });
        table.once("a", record("once"));

        emit("a");

        assertThat(calls).containsExactly("outer", "once");
    }

    @Test // IPC-05
    void off_removesByIdentity() {
        Runnable kept = record("kept");
        Runnable removed = record("removed");
        table.on("a", kept);
        table.on("a", removed);

        table.off("a", removed);
        table.off("a", record("kept"));
        table.off("b", kept);
        emit("a");

        assertThat(calls).containsExactly("kept");
    }

    @Test
    void off_registeredTwice_removesTheMostRecent() {
        Runnable listener = record("twice");
        table.on("a", listener);
        table.on("a", record("between"));
        table.on("a", listener);

        table.off("a", listener);
        emit("a");

        assertThat(calls).containsExactly("twice", "between");
    }

    @Test // IPC-07
    void removeAll_ofAKey_keepsTheOthers() {
        table.on("a", record("a"));
        table.on("b", record("b"));

        table.removeAll("a");
        emit("a");
        emit("b");

        assertThat(calls).containsExactly("b");
        assertThat(table.keys()).containsExactly("b");
    }

    @Test // IPC-08
    void removeAll_leavesNoKey() {
        table.on("a", record("a"));
        table.once("b", record("b"));

        table.removeAll();

        assertThat(table.keys()).isEmpty();
        assertThat(emit("a")).isFalse();
        assertThat(emit("b")).isFalse();
    }

    @Test
    void emit_removedDuringTheRound_isStillCalledInIt() {
        Runnable last = record("last");
        table.on("a", () -> table.off("a", last));
        table.on("a", last);

        emit("a");
        emit("a");

        assertThat(calls).containsExactly("last");
    }

    @Test
    void emit_onceClosedDuringTheRound_isNotCalled() {
        List<Subscription> later = new ArrayList<>();
        table.on("a", () -> later.get(0).close());
        later.add(table.once("a", record("once")));

        emit("a");

        assertThat(calls).isEmpty();
    }

    @Test
    void emit_addedDuringTheRound_waitsForTheNext() {
        table.once("a", () -> table.on("a", record("added")));

        emit("a");
        assertThat(calls).isEmpty();
        emit("a");

        assertThat(calls).containsExactly("added");
    }

    @Test
    void subscription_closed_removesOnlyItsOwnRegistration() {
        Runnable listener = record("same");
        Subscription first = table.on("a", listener);
        table.on("a", listener);

        first.close();
        first.close();
        emit("a");

        assertThat(calls).containsExactly("same");
    }

    @Test
    void subscription_closedAfterRemoveAll_leavesNewListenersAlone() {
        Subscription old = table.on("a", record("old"));
        table.removeAll("a");
        table.on("a", record("new"));

        old.close();
        emit("a");

        assertThat(calls).containsExactly("new");
    }

    @Test
    void keys_areInTheOrderOfTheirFirstListener_andASnapshot() {
        table.on("b", record("b"));
        table.on("a", record("a"));

        var keys = table.keys();
        table.removeAll();

        assertThat(keys).containsExactly("b", "a");
        assertThatThrownBy(() -> keys.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without the checker may do
    void on_nullListener_isRefused() {
        assertThatThrownBy(() -> table.off("a", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> table.on("a", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("listener");
    }

    @Test
    @Timeout(20)
    void emit_callsNobodyUnderTheLock() throws Exception {
        ExecutorService other = Threads.single("listener-table-test");
        CompletableFuture<Integer> counted = new CompletableFuture<>();
        table.on("a", () -> {
            other.execute(() -> counted.complete(table.count("a")));
            calls.add("counted " + counted.orTimeout(10, TimeUnit.SECONDS).join());
        });

        emit("a");

        assertThat(calls).containsExactly("counted 1");
        other.shutdownNow();
    }

    private boolean emit(String key) {
        return table.emit(key, (same, listener) -> {
            listener.run();
            return true;
        });
    }

    private Runnable record(String name) {
        return new Runnable() { // a lambda that captures the same might be the same object
            @Override
            public void run() {
                calls.add(name);
            }
        };
    }
}
