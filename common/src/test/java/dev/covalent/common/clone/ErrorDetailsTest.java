package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.ErrorDetails;
import dev.covalent.common.RemoteError;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.payload.Payload;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** ASK-10: codes and data of exceptions. */
final class ErrorDetailsTest {

    @Test // ASK-10
    void errorOf_exceptionWithDetails_keepsCodeAndData() {
        Detailed inner = new Detailed("E_INNER", () -> List.of(1, 2));
        Detailed thrown = new Detailed("E_OUTER", () -> Map.of("field", "age"));
        thrown.initCause(inner);

        RemoteError error = roundTrip(StructuredClone.errorOf(thrown));

        assertThat(error.code()).isEqualTo("E_OUTER");
        assertThat(error.data()).isEqualTo(Map.of("field", "age"));
        assertThat(error.type()).isEqualTo(Detailed.class.getName());
        RemoteError cause = Objects.requireNonNull(error.cause());
        assertThat(cause.code()).isEqualTo("E_INNER");
        assertThat(cause.data()).isEqualTo(List.of(1, 2));
    }

    @Test // ASK-10: what cannot be cloned, is too large or throws is left out, and the error is kept
    void errorOf_badData_isLeftOut() {
        List<Supplier<@Nullable Object>> bad = List.of(
                Thread::new,
                () -> new byte[ErrorSnapshot.MAX_DATA_BYTES + 1],
                () -> {
                    throw new IllegalStateException("no data");
                },
                () -> {
                    throw new StackOverflowError();
                });
        for (Supplier<@Nullable Object> data : bad) {
            RemoteError error = roundTrip(StructuredClone.errorOf(new Detailed("CODE", data)));

            assertThat(error.code()).isEqualTo("CODE");
            assertThat(error.message()).isEqualTo("message");
            assertThat(error.data()).isNull();
        }
    }

    @Test // ASK-10
    void errorOf_dataThatContainsTheException_ends() {
        List<Object> data = new ArrayList<>();
        Detailed thrown = new Detailed("SELF", () -> data);
        data.add(thrown);

        RemoteError error = roundTrip(StructuredClone.errorOf(thrown));

        assertThat(error.data()).isInstanceOf(List.class);
        RemoteError inner = (RemoteError) ((List<?>) Objects.requireNonNull(error.data())).get(0);
        assertThat(inner.code()).isEqualTo("SELF");
        assertThat(inner.data()).isNull();
    }

    @Test // ASK-10
    void errorOf_dataOfAChain_isBoundedTogether() {
        Throwable chain = new Detailed("0", () -> new byte[600 << 10]);
        for (int i = 1; i < 10; i++) {
            chain = new Detailed("" + i, () -> new byte[600 << 10]).initCause(chain);
        }

        Payload encoded = StructuredClone.encodeError(StructuredClone.errorOf(chain));

        assertThat(encoded.length()).isLessThan(2 << 20);
        assertThat(StructuredClone.decodeError(encoded).data()).isInstanceOf(byte[].class);
    }

    @Test
    void errorOf_longCode_isCutAndNothingIsAdded() {
        RemoteError error = StructuredClone.errorOf(new Detailed("x".repeat(5000), () -> null));

        assertThat(error.code()).isEqualTo("x".repeat(256));
    }

    @Test // INV-13
    void errorOf_everyMethodThrows_stillGivesItsName() {
        RemoteError error = StructuredClone.errorOf(new Hostile());

        assertThat(error.type()).isEqualTo(Hostile.class.getName());
        assertThat(error.stack()).isEmpty();
        assertThat(error.code()).isNull();
        assertThat(error.data()).isNull();
        assertThat(error.cause()).isNull();
    }

    @Test
    void encodeError_dataContainsTheError_isRefused() {
        List<Object> data = new ArrayList<>();
        RemoteError error = new RemoteError("x.Y", null, null, data, "", null);
        data.add(error);

        assertThatThrownBy(() -> StructuredClone.encodeError(error))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageContaining("that contains itself");
    }

    private static RemoteError roundTrip(RemoteError error) {
        return StructuredClone.decodeError(StructuredClone.encodeError(error));
    }

    /** An exception that tells more. */
    private static final class Detailed extends RuntimeException implements ErrorDetails {
        @Serial
        private static final long serialVersionUID = 1;

        private final String code;
        private final transient Supplier<@Nullable Object> data;

        Detailed(String code, Supplier<@Nullable Object> data) {
            super("message");
            this.code = code;
            this.data = data;
        }

        @Override
        public String code() {
            return code;
        }

        @Override
        public @Nullable Object data() {
            return data.get();
        }
    }

    /** An exception all of whose methods throw. */
    private static final class Hostile extends RuntimeException implements ErrorDetails {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new AssertionError("getMessage");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new AssertionError("getCause");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new AssertionError("getStackTrace");
        }

        @Override
        public String code() {
            throw new AssertionError("code");
        }

        @Override
        public Object data() {
            throw new AssertionError("data");
        }
    }
}
