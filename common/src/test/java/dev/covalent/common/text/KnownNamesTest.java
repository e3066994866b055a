package dev.covalent.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class KnownNamesTest {

    @Test
    void of_sameBytesAgain_isTheSameText() {
        assertThat(of("a-channel")).isEqualTo("a-channel").isSameAs(of("a-channel"));
    }

    @Test
    void of_partOfAnArray_isThatPart() {
        byte[] bytes = "<name>".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(KnownNames.of(bytes, 1, 4)).isEqualTo("name");
        assertThat(KnownNames.of(bytes, 3, 0)).isEmpty();
    }

    @Test
    void of_moreNamesThanThereIsRoomFor_areAllRight() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5_000; i++) {
                assertThat(of("name " + i)).isEqualTo("name " + i);
            }
        }
    }

    @Test
    void of_anyLatinCharacterAndAnyLength_isWhatItWas() {
        StringBuilder all = new StringBuilder();
        for (char unit = 0; unit < 256; unit++) {
            all.append(unit);
            String last = all.substring(Math.max(0, all.length() - 20));
            assertThat(of(last)).isEqualTo(last);
            assertThat(of(last)).isEqualTo(last);
        }
        assertThat(of(all.toString())).isEqualTo(all.toString());
    }

    private static String of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return KnownNames.of(bytes, 0, bytes.length);
    }
}
