package dev.covalent.common.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class EndpointDescriptorTest {
    private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05.670Z");

    @Test
    void toString_secret_isRedacted() {
        assertThat(descriptor((byte) 0xAB))
                .hasToString("EndpointDescriptor[version=1, name=notes, address=unix:/run/notes.sock,"
                        + " secret=(redacted), pid=4711, startInstant=2026-01-02T03:04:05.670Z]");
    }

    @Test
    void equals_contentOfTheSecret_counts() {
        assertThat(descriptor((byte) 1))
                .isEqualTo(descriptor((byte) 1))
                .hasSameHashCodeAs(descriptor((byte) 1))
                .isNotEqualTo(descriptor((byte) 2));
    }

    @Test
    void secret_changedOutside_staysTheSame() {
        byte[] given = secret((byte) 1);
        EndpointDescriptor descriptor = new EndpointDescriptor(1, "notes", "tcp:127.0.0.1:1234", given, 4711, STARTED);

        given[0] = 9;
        descriptor.secret()[1] = 9;

        assertThat(descriptor.secret()).isEqualTo(secret((byte) 1));
    }

    @Test
    void address_withLineBreak_isRefused() {
        assertThatThrownBy(() -> new EndpointDescriptor(1, "notes", "unix:/a\npid=1", secret((byte) 1), 4711, STARTED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("address must have 1 to 512 characters and no control character");
    }

    @Test
    void secret_tooShort_isRefused() {
        assertThatThrownBy(() -> new EndpointDescriptor(1, "notes", "unix:/a", new byte[31], 4711, STARTED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("secret must have 32 bytes, not 31");
    }

    static EndpointDescriptor descriptor(byte fill) {
        return new EndpointDescriptor(1, "notes", "unix:/run/notes.sock", secret(fill), 4711, STARTED);
    }

    private static byte[] secret(byte fill) {
        byte[] secret = new byte[EndpointDescriptor.SECRET_BYTES];
        Arrays.fill(secret, fill);
        return secret;
    }
}
