package dev.covalent.launcher.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {

    @Test
    void read_values_areTheirPlainForms() {
        assertThat(JsonReader.read(" {\"a\": [1, -2.5, true, null, \"\\u00b5\"], \"b\": {}} "))
                .isEqualTo(Map.of("a", Arrays.asList(1, -2.5, true, null, "µ"), "b", Map.of()));
    }

    @Test
    void read_wholeNumbers_haveTheSmallestTypeThatHoldsThem() {
        assertThat(JsonReader.read("[2147483647, 2147483648, 9223372036854775808]"))
                .isEqualTo(List.of(Integer.MAX_VALUE, 2147483648L, new BigInteger("9223372036854775808")));
    }

    @Test
    void read_bytes_areWhatTheWriterWrote() {
        byte[] bytes = {0, -1, 5};

        assertThat(JsonReader.read(JsonWriter.line(bytes))).isEqualTo(bytes);
        assertThatThrownBy(() -> JsonReader.read("{\"$bytes\": \"?\"}"))
                .hasMessageStartingWith("$bytes takes Base64: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a", "'a'", "{a: 1}", "[1,]", "01", "NaN", "1 2", "{\"a\": 1, \"a\": 2}", "[", "1e999"})
    void read_whatIsNoJson_isRefused(String text) {
        assertThatThrownBy(() -> JsonReader.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank()
                .doesNotContain("Source", "StreamRead"); // the parser's words for itself
    }

    @Test
    void read_whatHasAComment_isRefusedWithoutASettingThatNobodyHas() {
        assertThatThrownBy(() -> JsonReader.read("1 // c"))
                .hasMessage(
                        "Unexpected character ('/' (code 47)): maybe a (non-standard) comment, at line 1, column 3");
    }

    @Test
    void read_nestedTooDeeply_isRefusedAndOverflowsNothing() {
        assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("depth (1001) exceeds the maximum allowed (1000)");
    }
}
