package dev.covalent.launcher.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.RemoteError;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class JsonWriterTest {

    @Test
    void line_ofWhatJsonHas_isThat() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("list", Arrays.asList(1, 2L, (byte) 3, 0.5, 1.5f, true, null));
        map.put("big", List.of(new BigInteger("9".repeat(30)), new BigDecimal("1.10")));
        map.put("ints", new int[] {1, 2});

        assertThat(JsonWriter.line(map))
                .isEqualTo("{\"list\":[1,2,3,0.5,1.5,true,null],\"big\":[" + "9".repeat(30) + ",1.10],\"ints\":[1,2]}");
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // values may have it
    void line_ofWhatJsonLacks_isTheDocumentedForm() {
        assertThat(JsonWriter.line(List.of(Double.NaN, Float.NEGATIVE_INFINITY)))
                .isEqualTo("[\"NaN\",\"-Infinity\"]");
        assertThat(JsonWriter.line(new byte[] {1, 2})).isEqualTo("{\"$bytes\":\"AQI=\"}");
        assertThat(JsonWriter.line(Map.of(1, "a"))).isEqualTo("{\"$map\":[[1,\"a\"]]}");
        assertThat(JsonWriter.line(RemoteError.of("app.Broken", "it is", null)))
                .isEqualTo("{\"$error\":\"app.Broken\",\"message\":\"it is\"}");
        assertThat(JsonWriter.line(new Date(0))).isEqualTo("\"1970-01-01T00:00:00Z\"");
        assertThat(JsonWriter.line(List.of(Duration.ofSeconds(1), new UUID(0, 1))))
                .isEqualTo("[\"PT1S\",\"00000000-0000-0000-0000-000000000001\"]");
    }

    @Test
    void line_ofWhatContainsItself_saysSoThere() {
        List<Object> self = new ArrayList<>();
        self.add(self);
        List<Object> twice = List.of();

        assertThat(JsonWriter.line(self)).isEqualTo("[{\"$cycle\":true}]");
        assertThat(JsonWriter.line(List.of(twice, twice))).isEqualTo("[[],[]]");
    }

    @Test
    void line_ofWhatIsNestedTooDeeply_isRefused() {
        Object deep = List.of();
        for (int i = 0; i < 2_000; i++) {
            deep = List.of(deep);
        }
        Object value = deep;

        assertThatThrownBy(() -> JsonWriter.line(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void line_ofWhatContainsTheSameOverAndOver_isRefusedAtTheLimit() {
        Object twice = List.of();
        for (int i = 0; i < 40; i++) {
            twice = List.of(twice, twice);
        }
        Object value = twice;

        assertThatThrownBy(() -> JsonWriter.line(value, Writer.nullWriter()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than " + JsonWriter.MAX_CHARACTERS + " characters");
    }

    @Test
    void line_ofWhatIsRefused_doesNotLookWhole() {
        Object deep = List.of();
        for (int i = 0; i < 2_000; i++) {
            deep = List.of(deep);
        }
        Object value = deep;
        StringWriter text = new StringWriter();

        assertThatThrownBy(() -> JsonWriter.line(value, text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(text.toString()).doesNotContain("]");
    }

    @Test
    void line_ofCharactersThatControlATerminal_escapesThem() {
        String steering = "\u001B\u007F\u0080\u009F\u061C\u200E\u200F\u202A\u202E\u2066\u2069";
        String beside = "~\u00A0\u200D\u2010\u2029\u202F\u2065\u206A\uD83D\uDE00";

        assertThat(JsonWriter.line(steering))
                .isEqualTo("\"\\u001B\\u007F\\u0080\\u009F\\u061C\\u200E\\u200F\\u202A\\u202E\\u2066\\u2069\"");
        assertThat(JsonWriter.line(Map.of("\u202E", "a"))).isEqualTo("{\"\\u202E\":\"a\"}");
        assertThat(JsonWriter.line(beside)).isEqualTo("\"" + beside + "\"");
        assertThat(JsonReader.read(JsonWriter.line(steering))).isEqualTo(steering);
    }

    @Test
    void line_ofSurrogatesWithoutAPair_escapesThem() {
        String pair = "\uD83D\uDE00";

        assertThat(JsonWriter.line("\uD800")).isEqualTo("\"\\uD800\"");
        assertThat(JsonWriter.line("a\uDC00\uD800b" + pair + "\uD83D" + pair + "c\uD800"))
                .isEqualTo("\"a\\uDC00\\uD800b" + pair + "\\uD83D" + pair + "c\\uD800\"");
        assertThat(JsonWriter.line(Map.of("\uDE00", "\uD800\n"))).isEqualTo("{\"\\uDE00\":\"\\uD800\\n\"}");
        assertThat(JsonReader.read(JsonWriter.line("\uDE00\uD83D"))).isEqualTo("\uDE00\uD83D");
    }

    @Test
    void line_ofALongTextOfPairs_isThatText() {
        String odd = "a" + "\uD83D\uDE00".repeat(50_000); // whatever the size of a buffer, one ends within a pair
        String even = odd.substring(1);

        assertThat(JsonWriter.line(odd)).isEqualTo("\"" + odd + "\"");
        assertThat(JsonWriter.line(even)).isEqualTo("\"" + even + "\"");
    }

    @Test
    void indented_isForPeople() {
        StringWriter text = new StringWriter();

        JsonWriter.indented(Map.of("a", List.of(1)), text);

        assertThat(text).hasToString("""
                {
                  "a" : [
                    1
                  ]
                }""");
    }
}
