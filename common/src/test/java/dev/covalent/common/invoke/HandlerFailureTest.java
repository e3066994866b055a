package dev.covalent.common.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.ErrorMapper;
import dev.covalent.common.RemoteError;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** INV-10, INV-13, ASK-10. */
final class HandlerFailureTest {
    private final Throwable thrown = new IllegalStateException("secret");

    private final List<Throwable> reported = new ArrayList<>();

    @Test // INV-10
    void of_noMapper_isElectronsTextAndTheError() {
        Outcome.Failure failure = failure(null);

        assertThat(failure.kind()).isEqualTo(FailureKind.HANDLER);
        assertThat(failure.message())
                .isEqualTo("Error invoking remote method 'channel': java.lang.IllegalStateException: secret");
        assertThat(error(failure).message()).isEqualTo("secret");
    }

    @Test // ASK-10
    void of_mapped_theOriginalDoesNotShow() {
        Outcome.Failure failure = failure(any -> Optional.of(RemoteError.of("Refused", "no", "E_NO")));

        assertThat(failure.message()).isEqualTo("Error invoking remote method 'channel': Refused: no");
        assertThat(error(failure)).isEqualTo(RemoteError.of("Refused", "no", "E_NO"));
        assertThat(reported).isEmpty();
    }

    @Test // ASK-10
    @SuppressWarnings("NullAway") // what a caller without the checker may do
    void of_mapperThrowsOrGivesNull_isReportedAndTheDefaultFormUsed() {
        ErrorMapper throwing = any -> {
            throw new AssertionError("broken mapper");
        };

        for (ErrorMapper mapper : List.<ErrorMapper>of(throwing, any -> null)) {
            assertThat(failure(mapper).message()).endsWith("java.lang.IllegalStateException: secret");
        }

        assertThat(reported).hasSize(2);
        assertThat(failure(any -> Optional.empty()).message()).endsWith("secret");
        assertThat(reported).hasSize(2);
    }

    @Test // ASK-10: data that cannot be cloned does not lose the error
    void of_mappedWithUncloneableData_isReportedAndKeepsTheRest() {
        RemoteError mapped = new RemoteError("Refused", "no", "E_NO", new Thread(), "", null);

        Outcome.Failure failure = failure(any -> Optional.of(mapped));

        assertThat(error(failure)).isEqualTo(RemoteError.of("Refused", "no", "E_NO"));
        assertThat(reported).hasSize(1);
    }

    @Test // ASK-10
    void of_hugeText_isCut() {
        Outcome.Failure failure =
                HandlerFailure.of("channel", new IllegalStateException("x".repeat(1 << 20)), null, reported::add);

        assertThat(failure.message()).hasSizeLessThan(10_000).contains("characters)");
        assertThat(failure.error().length()).isLessThan(40_000);
    }

    @Test // INV-09
    void unwrapped_isWhatUserCodeThrew() {
        assertThat(HandlerFailure.unwrapped(new CompletionException(new CompletionException(thrown))))
                .isSameAs(thrown);
        CompletionException bare = new CompletionException("mine", null);
        assertThat(HandlerFailure.unwrapped(bare)).isSameAs(bare);
    }

    private Outcome.Failure failure(@Nullable ErrorMapper mapper) {
        return HandlerFailure.of("channel", thrown, mapper, reported::add);
    }

    private static RemoteError error(Outcome.Failure failure) {
        return StructuredClone.decodeError(failure.error());
    }
}
