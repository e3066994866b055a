package dev.covalent.main.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class Utf16Test {

    @ParameterizedTest
    @MethodSource("dev.covalent.main.storage.EdgeStrings#all")
    void decode_encoded_isTheSame(String string) { // WS-05
        assertThat(Utf16.decode(Utf16.encode(string))).isEqualTo(string);
    }

    @Test
    void encode_isBigEndian() {
        assertThat(Utf16.encode("A\ud800")).containsExactly(0, 0x41, 0xd8, 0);
    }

    @Test
    void encode_everyUnit_isKept() { // WS-05
        assertThat(Utf16.decode(Utf16.encode(EdgeStrings.everyUnit()))).isEqualTo(EdgeStrings.everyUnit());
    }

    @Test
    void decode_oddNumberOfBytes_isRefused() {
        assertThatThrownBy(() -> Utf16.decode(new byte[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A string of UTF-16 units cannot take 3 bytes");
    }
}
