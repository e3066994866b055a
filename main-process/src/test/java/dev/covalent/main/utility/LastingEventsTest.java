package dev.covalent.main.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.EventType;
import dev.covalent.common.Subscription;
import dev.covalent.common.concurrent.ManualLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Events that are heard by those who come late, too: UTL-06, UTL-07. */
final class LastingEventsTest {
    private static final EventType<String> FIRST = EventType.of("first");
    private static final EventType<String> LAST = EventType.of("last");
    private static final EventType<String> PASSING = EventType.of("passing");

    private final List<String> told = new ArrayList<>();
    private final List<Throwable> uncaught = new ArrayList<>();
    private final ManualLoop loop = new ManualLoop();
    private final LastingEvents events = new LastingEvents(loop, uncaught::add, Set.of(FIRST, LAST));

    @Test
    void on_afterTheEvent_isCalledOnce_inATurnOfItsOwn() {
        events.on(FIRST, event -> told.add("in time " + event));
        events.emit(FIRST, "a");

        events.on(FIRST, event -> told.add("on " + event));
        events.once(FIRST, event -> told.add("once " + event));

        assertThat(told).containsExactly("in time a");
        loop.runOne();
        assertThat(told).containsExactly("in time a", "on a");
        loop.runAll();
        assertThat(told).containsExactly("in time a", "on a", "once a");
    }

    @Test
    void on_lateForOneEvent_hearsItBeforeTheNext() {
        events.emit(FIRST, "a");
        events.on(FIRST, told::add);
        events.on(LAST, told::add);

        events.emit(LAST, "z"); // in a turn that was queued before the listeners were there
        loop.runAll();

        assertThat(told).containsExactly("a", "z");
    }

    @Test
    void on_fromAListenerOfTheEvent_isCalledInALaterTurn() {
        events.on(FIRST, event -> {
            events.on(FIRST, late -> told.add("inner"));
            told.add("outer");
        });

        events.emit(FIRST, "a");

        assertThat(told).containsExactly("outer");
        loop.runAll();
        assertThat(told).containsExactly("outer", "inner");
    }

    @Test
    void close_beforeTheTurn_takesTheListenerBack_andNotAnother() {
        events.emit(FIRST, "a");
        Subscription closed = events.on(FIRST, event -> told.add("closed"));
        events.on(FIRST, event -> told.add("kept"));

        closed.close();
        closed.close();
        loop.runAll();

        assertThat(told).containsExactly("kept");
    }

    @Test
    void on_eventThatDoesNotLast_isNotCalledWithWhatWas() {
        events.emit(PASSING, "a");
        events.on(PASSING, told::add);
        loop.runAll();
        events.emit(PASSING, "b");

        assertThat(told).containsExactly("b");
    }

    @Test
    void on_lateListenerThatThrows_isReported_andTheNextIsCalled() {
        events.emit(FIRST, "a");
        events.on(FIRST, event -> {
            throw new IllegalStateException("as the test wants");
        });
        events.on(FIRST, told::add);

        loop.runAll();

        assertThat(uncaught).singleElement().asString().contains("as the test wants");
        assertThat(told).containsExactly("a");
    }

    @Test
    @NullUnmarked
    void on_null_isRefused_alsoLate() {
        assertThatThrownBy(() -> events.on((EventType<String>) null, told::add))
                .isInstanceOf(NullPointerException.class);
        events.emit(FIRST, "a");
        assertThatThrownBy(() -> events.on(FIRST, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> events.once(FIRST, null)).isInstanceOf(NullPointerException.class);
        assertThat(loop.runOne()).isFalse();
    }
}
