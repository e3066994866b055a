package dev.covalent.launcher.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTest {

    @Test
    void write_nested_isIndented() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("list", Arrays.asList(1, 2L, null, true));
        map.put("empty", List.of());
        map.put("none", Map.of());

        assertThat(Json.write(map)).isEqualTo("""
                {
                  "list": [
                    1,
                    2,
                    null,
                    true
                  ],
                  "empty": [],
                  "none": {}
                }
                """);
    }

    @Test
    void write_text_isEscaped() {
        assertThat(Json.write("a\"b\\c\nd\te µ")).isEqualTo("\"a\\\"b\\\\c\\u000ad\\u0009e µ\"\n");
    }

    @Test
    void write_numbers_areWhatJsonKnows() {
        assertThat(Json.write(List.of(1.5, -0.00004, 1e9, Double.NaN, Double.POSITIVE_INFINITY)))
                .isEqualTo("[\n  1.5000,\n  -0.0000,\n  1000000000.0000,\n  null,\n  null\n]\n");
    }

    @Test
    void write_anythingElse_isRefused() {
        assertThatThrownBy(() -> Json.write(new Object())).isInstanceOf(IllegalArgumentException.class);
    }
}
