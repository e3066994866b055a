package dev.covalent.common.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.NoReplyException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.payload.Payload;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class OutcomesTest {

    @Test
    void outcomes_haveTheSameWordAtBothEnds() {
        assertThat(Outcomes.of(new Outcome.Success(Payload.NONE))).isEqualTo("success");
        assertThat(Outcomes.of(new Outcome.Failure(FailureKind.NO_REPLY, "")))
                .isEqualTo("no-reply")
                .isEqualTo(Outcomes.of(new NoReplyException("none")));
        assertThat(Outcomes.of(new Outcome.Failure(FailureKind.TIMEOUT, "")))
                .isEqualTo("timeout")
                .isEqualTo(Outcomes.of(new CompletionException(new IpcTimeoutException("late"))));
        assertThat(Outcomes.of(new PeerGoneException("gone"))).isEqualTo("gone");
    }

    @Test
    void thrown_withoutAnAnswer_hasAWordOfItsOwn() {
        assertThat(Outcomes.of(new CancellationException())).isEqualTo("cancelled");
        assertThat(Outcomes.of(new QueueFullException("full"))).isEqualTo("not-sent");
        assertThat(Outcomes.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
