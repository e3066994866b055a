package dev.covalent.common.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SessionKeyTest {

    @Test
    void toString_never_showsTheSecret() {
        byte[] secret = new byte[SessionKey.SECRET_BYTES];
        Arrays.fill(secret, (byte) 77);

        assertThat(SessionKey.of(3, secret)).hasToString("SessionKey[id=3, secret=redacted]");
    }

    @Test
    void random_twice_differs() {
        assertThat(SessionKey.random(3)).isNotEqualTo(SessionKey.random(3));
    }

    @Test
    void secret_changedOutside_staysAsItWas() {
        byte[] given = new byte[SessionKey.SECRET_BYTES];
        SessionKey key = SessionKey.of(3, given);

        given[0] = 1;
        key.secret()[1] = 1;

        assertThat(key.secret()).containsOnly(0);
        assertThat(key).isEqualTo(SessionKey.of(3, new byte[SessionKey.SECRET_BYTES]));
    }

    @Test
    void of_wrongLength_isRefused() {
        assertThatThrownBy(() -> SessionKey.of(3, new byte[16]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The secret of session 3 has 16 bytes, expected 32");
    }
}
