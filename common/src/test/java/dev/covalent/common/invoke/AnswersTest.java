package dev.covalent.common.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.HandlerException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.NoHandlerException;
import dev.covalent.common.NoReplyException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.QuotaExceededException;
import dev.covalent.common.RemoteAccessDeniedException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.WriteVetoedException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.payload.Payload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AnswersTest {
    private static final RemoteError ERROR = new RemoteError("x.Y", "mine", "at x", null);
    private static final Map<FailureKind, Class<?>> TYPES = Map.ofEntries(
            Map.entry(FailureKind.HANDLER, HandlerException.class),
            Map.entry(FailureKind.REMOTE_CALL, RemoteCallException.class),
            Map.entry(FailureKind.DECLARED, RemoteCallException.class),
            Map.entry(FailureKind.MISSING, MissingRemoteObjectException.class),
            Map.entry(FailureKind.NO_HANDLER, NoHandlerException.class),
            Map.entry(FailureKind.NO_REPLY, NoReplyException.class),
            Map.entry(FailureKind.ACCESS_DENIED, RemoteAccessDeniedException.class),
            Map.entry(FailureKind.TIMEOUT, IpcTimeoutException.class),
            Map.entry(FailureKind.GONE, PeerGoneException.class),
            Map.entry(FailureKind.QUOTA, QuotaExceededException.class),
            Map.entry(FailureKind.VETO, WriteVetoedException.class),
            Map.entry(FailureKind.MISUSE, IllegalArgumentException.class),
            Map.entry(FailureKind.STATE, IllegalStateException.class),
            Map.entry(FailureKind.BUSY, QueueFullException.class));

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void exception_isOfTheKindsType(FailureKind kind) {
        RuntimeException exception = Answers.exception(new Outcome.Failure(kind, "what went wrong", payload(kind)));

        assertThat(exception).isExactlyInstanceOf(TYPES.get(kind));
        if (kind != FailureKind.QUOTA) {
            assertThat(exception).hasMessage("what went wrong");
        }
    }

    @Test
    void exception_declared_saysAsWhat() {
        Outcome.Failure failure = new Outcome.Failure(FailureKind.DECLARED, "m", payload(FailureKind.DECLARED));

        assertThat(Answers.exception(failure)).isInstanceOfSatisfying(RemoteCallException.class, declared -> {
            assertThat(declared.declaredType()).isEqualTo("x.Declared");
            assertThat(declared.error()).isEqualTo(ERROR);
        });
    }

    @Test
    void exception_handler_carriesTheError() {
        Outcome.Failure failure = new Outcome.Failure(FailureKind.HANDLER, "m", payload(FailureKind.HANDLER));

        assertThatThrownBy(() -> Answers.value(failure))
                .isInstanceOfSatisfying(
                        HandlerException.class,
                        thrown -> assertThat(thrown.error()).isEqualTo(ERROR));
    }

    @Test
    void exception_quota_carriesTheNumbers() {
        Outcome.Failure failure = new Outcome.Failure(FailureKind.QUOTA, "m", payload(FailureKind.QUOTA));

        assertThat(Answers.exception(failure)).isInstanceOfSatisfying(QuotaExceededException.class, quota -> {
            assertThat(quota.usedBytes()).isEqualTo(90);
            assertThat(quota.requestedBytes()).isEqualTo(20);
            assertThat(quota.quotaBytes()).isEqualTo(100);
        });
    }

    @Test
    void exception_veto_carriesPropertyAndReason() {
        Outcome.Failure failure = new Outcome.Failure(FailureKind.VETO, "m", payload(FailureKind.VETO));

        assertThat(Answers.exception(failure)).isInstanceOfSatisfying(WriteVetoedException.class, vetoed -> {
            assertThat(vetoed.property()).isEqualTo("age");
            assertThat(vetoed.reason()).isEqualTo("too old");
        });
    }

    @Test
    void value_success_isThePayload() {
        Payload payload = Payload.of(new byte[] {1});

        assertThat(Answers.value(new Outcome.Success(payload))).isEqualTo(Parcel.of(payload));
    }

    private static Payload payload(FailureKind kind) {
        return switch (kind) {
            case DECLARED -> StructuredClone.encode(Map.of("declared", "x.Declared", "error", ERROR), "error");
            case HANDLER, REMOTE_CALL -> StructuredClone.encodeError(ERROR);
            case QUOTA -> StructuredClone.encode(List.of(90L, 20L, 100L), "quota");
            case VETO -> StructuredClone.encode(new WriteVetoedException.Veto("age", "too old"), "veto");
            default -> Payload.NONE;
        };
    }
}
