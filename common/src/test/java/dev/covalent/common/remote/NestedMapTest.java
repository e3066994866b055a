package dev.covalent.common.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.BagPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NestedMapTest {
    private static final BagPath WINDOW = BagPath.ROOT.then("window");

    @Test
    void find_mapAtTheEnd_isThatVeryMap() {
        Map<String, Object> size = new HashMap<>(Map.of("width", 1));
        Map<Object, Object> window = new HashMap<>(Map.of("size", size, 7, "a key that is no text is no hindrance"));

        assertThat(NestedMap.find(WINDOW.then("size"), true, window).entries()).containsSame(size);
        assertThat(NestedMap.find(WINDOW, true, size).entries()).containsSame(size);
        assertThat(NestedMap.find(WINDOW, true, Map.of()).entries()).contains(Map.of());
        assertThat(NestedMap.find(WINDOW, true, window).entries()).isEmpty();
    }

    @Test
    void find_somethingInTheWay_saysWhereAndWhat() {
        BagPath deep = WINDOW.then("size").then("width");
        Map<String, @Nullable Object> window = new HashMap<>();
        window.put("size", null);

        NestedMap isNull = NestedMap.find(deep, true, window);
        assertThat(isNull.entries()).isEmpty();
        assertThat(isNull.at()).isEqualTo(WINDOW.then("size"));
        assertThat(isNull.problem()).isEqualTo(" is null: set it to a map or record first");
        NestedMap missing = NestedMap.find(deep, true, Map.of());
        assertThat(missing.at()).isEqualTo(WINDOW.then("size"));
        assertThat(missing.problem()).isEqualTo(" does not exist: set it to a map or record first");
        assertThat(NestedMap.find(deep, false, null).at()).isEqualTo(WINDOW);
    }

    @Test
    void problem_namesTheKindOfWhatIsThere() {
        assertThat(kind(List.of())).isEqualTo("a list");
        assertThat(kind(Set.of())).isEqualTo("a set");
        assertThat(kind(new byte[0])).isEqualTo("an array");
        assertThat(kind(new Object[0])).isEqualTo("an array");
        assertThat(kind("text")).isEqualTo("a text");
        assertThat(kind(1.5)).isEqualTo("a number");
        assertThat(kind(true)).isEqualTo("a truth value");
        assertThat(kind(UUID.randomUUID())).isEqualTo("a value of type UUID");
    }

    private static String kind(Object value) {
        String problem = NestedMap.find(WINDOW, true, value).problem();
        assertThat(problem).startsWith(" is ").endsWith(", and only a map or record has properties: set it as a whole");
        return problem.substring(4, problem.indexOf(", and"));
    }
}
