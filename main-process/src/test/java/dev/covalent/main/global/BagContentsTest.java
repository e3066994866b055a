package dev.covalent.main.global;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.payload.Payload;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BagContentsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00e9", "\u20ac", "\ud800", "\ud83d\ude00"})
    void bytes_ofNamesOfAnyCharacters_areNeverFewerThanTheEncodedOnes(String characters) {
        for (int properties : new int[] {0, 1, 300}) {
            Map<String, Payload> held = new LinkedHashMap<>();
            for (int i = 0; i < properties; i++) {
                held.put(characters.repeat(512) + "/" + i, StructuredClone.encode("x".repeat(i), "value"));
            }
            BagContents contents = BagContents.of(held);

            assertThat(contents.encodeNames().length()).isLessThanOrEqualTo((int) contents.nameBytes());
            assertThat(contents.encodeAll().length()).isLessThanOrEqualTo((int) contents.allBytes());
        }
    }
}
