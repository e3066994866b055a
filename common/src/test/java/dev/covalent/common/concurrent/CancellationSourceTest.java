package dev.covalent.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Cancellation;
import dev.covalent.common.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** ASK-05, INV-21. */
final class CancellationSourceTest {
    private final ManualLoop loop = new ManualLoop();
    private final List<String> heard = new ArrayList<>();
    private boolean peerGone;
    private final CancellationSource source = source(Duration.ofHours(1));

    @Test
    void raise_runsEveryActionOnTheLoop_once() {
        Subscription unused = source.onCancelled(() -> heard.add("first " + loop.inTurn()));
        unused = source.onCancelled(() -> heard.add("second"));

        source.raise(Cancellation.Reason.CANCELLED);
        source.raise(Cancellation.Reason.DEADLINE);
        assertThat(heard).isEmpty();
        loop.runAll();

        assertThat(heard).containsExactly("first true", "second");
        assertThat(source.reason()).contains(Cancellation.Reason.CANCELLED);
    }

    @Test
    void onCancelled_late_runsInTheNextTurn() {
        source.raise(Cancellation.Reason.PEER_GONE);

        Subscription unused = source.onCancelled(() -> heard.add("late"));
        assertThat(heard).isEmpty();
        loop.runAll();

        assertThat(heard).containsExactly("late");
    }

    @Test
    void onCancelled_closed_isTakenBack_andTheSameActionElsewhereIsNot() {
        Runnable action = () -> heard.add("action");
        Subscription first = source.onCancelled(action);
        Subscription unused = source.onCancelled(action);

        first.close();
        first.close();
        source.raise(Cancellation.Reason.CANCELLED);
        loop.runAll();

        assertThat(heard).containsExactly("action");
    }

    @Test
    void answered_isNeverRaised() {
        Subscription unused = source.onCancelled(() -> heard.add("raised"));

        source.answered();
        source.raise(Cancellation.Reason.CANCELLED);
        peerGone = true;
        Subscription late = source.onCancelled(() -> heard.add("late"));
        loop.runAll();

        assertThat(source.isCancelled()).isFalse();
        assertThat(heard).isEmpty();
        late.close();
    }

    @Test
    void reason_whoAsksIsToldWhatWasNotAnnouncedYet() {
        CancellationSource over = source(Duration.ofNanos(-1));

        assertThat(over.reason()).contains(Cancellation.Reason.DEADLINE);
        peerGone = true;
        assertThat(source.reason()).contains(Cancellation.Reason.PEER_GONE);
        assertThat(over.reason()).contains(Cancellation.Reason.DEADLINE);
    }

    @Test
    void throwIfCancelled_saysWhy() {
        source.throwIfCancelled();
        source.raise(Cancellation.Reason.CANCELLED);

        assertThatThrownBy(source::throwIfCancelled)
                .isInstanceOf(CancellationException.class)
                .hasMessage("Nobody waits for this request any more: CANCELLED");
    }

    @Test
    void remaining_isNeverNegative() {
        assertThat(source.remaining().orElseThrow()).isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
        assertThat(source(Duration.ofSeconds(-5)).remaining()).contains(Duration.ZERO);
    }

    @Test
    @SuppressWarnings("NullAway") // what it is about
    void onCancelled_null_isRefused() {
        assertThatThrownBy(() -> source.onCancelled(null)).isInstanceOf(NullPointerException.class);
    }

    private CancellationSource source(Duration left) {
        return new CancellationSource(loop, () -> peerGone, System.nanoTime() + left.toNanos());
    }
}
