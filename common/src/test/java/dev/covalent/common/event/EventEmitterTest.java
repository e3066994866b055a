package dev.covalent.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.EventType;
import dev.covalent.common.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventEmitterTest {
    private static final EventType<String> NAMED = EventType.of("named");

    private final List<Throwable> uncaught = new ArrayList<>();
    private final List<Object> heard = new ArrayList<>();
    private final EventEmitter emitter = new EventEmitter(uncaught::add);

    @Test
    void emit_givesTheEventToEveryListener() {
        emitter.on(NAMED, heard::add);
        emitter.on(NAMED, event -> heard.add(event.length()));

        assertThat(emitter.emit(NAMED, "four")).isTrue();

        assertThat(heard).containsExactly("four", 4);
    }

    @Test
    void emit_listenerLeavesItsThreadInterrupted_theNextAndTheCallerAreNot() {
        emitter.on(NAMED, event -> Thread.currentThread().interrupt());
        emitter.on(NAMED, event -> heard.add(Thread.currentThread().isInterrupted()));
        emitter.on(NAMED, event -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        });

        assertThat(emitter.emit(NAMED, "x")).isTrue();

        assertThat(Thread.interrupted()).isFalse();
        assertThat(heard).containsExactly(false);
        assertThat(uncaught).hasSize(1);
    }

    @Test
    void emit_callerIsInterrupted_staysInterrupted() {
        emitter.on(NAMED, heard::add);
        Thread.currentThread().interrupt();

        emitter.emit(NAMED, "x");

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void emit_noListener_isFalse() {
        assertThat(emitter.emit(NAMED, "x")).isFalse();
    }

    @Test
    void emit_anotherTypeOfTheSameName_isAnotherEvent() {
        emitter.on(EventType.<String>of("named"), heard::add);

        assertThat(emitter.emit(NAMED, "x")).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test // IPC-35
    void emit_listenerThrows_othersRunAndItIsReported() {
        IllegalStateException failure = new IllegalStateException("mine");
        AssertionError error = new AssertionError("worse");
        emitter.on(NAMED, event -> {
            throw failure;
        });
        emitter.on(NAMED, event -> {
            throw error;
        });
        emitter.on(NAMED, heard::add);

        assertThat(emitter.emit(NAMED, "x")).isTrue();

        assertThat(heard).containsExactly("x");
        assertThat(uncaught).containsExactly(failure, error);
    }

    @Test
    void once_isCalledOnce() {
        emitter.once(NAMED, heard::add);

        emitter.emit(NAMED, "first");
        emitter.emit(NAMED, "second");

        assertThat(heard).containsExactly("first");
    }

    @Test
    void subscription_closed_isCalledNoMore() {
        Subscription subscription = emitter.on(NAMED, heard::add);

        subscription.close();

        assertThat(emitter.emit(NAMED, "x")).isFalse();
    }
}
