package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.BatchResult;
import dev.covalent.common.PropertyBag;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.main.SharedObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** REM-12, REM-20: how large, how deep and how much shared maps within a property may be. */
@Timeout(60)
final class NestedLimitsTest {
    private final InJvmMain main = new InJvmMain();
    private final InJvmRenderer renderer = main.newRenderer();
    private final SharedObject shared = main.globals().share("bag", Map.of("window", window()));

    private static Map<String, Object> window() {
        Map<String, Object> window = new LinkedHashMap<>();
        window.put("title", "first");
        window.put("size", 1);
        window.put("tags", List.of("a"));
        return window;
    }

    private PropertyBag bag(NestedBagTest.Side side) {
        return side == NestedBagTest.Side.MAIN ? shared : renderer.remote().getGlobal("bag");
    }

    @AfterEach
    void close() {
        main.close();
    }

    @ParameterizedTest
    @EnumSource
    void values_thatCannotBeKept_leaveAllAsItWas(NestedBagTest.Side side) {
        PropertyBag window = bag(side).object("window");
        Object deep = "core";
        for (int i = 0; i < 1_000; i++) {
            deep = List.of(deep);
        }
        Object nested = deep;

        assertThatThrownBy(() -> window.set("title", Thread.currentThread()))
                .isInstanceOf(UncloneableValueException.class);
        assertThatThrownBy(() -> window.set("title", nested)).hasMessageContaining("nested more than 1000 deep");
        window.set("large", new byte[8 << 20]);
        assertThatThrownBy(() -> window.set("larger", new byte[8 << 20]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("'window' of 'bag' would have 167\\d{5} bytes, and maps are used by reference in"
                        + " properties of at most 16777216: split it into several properties, or set it as a whole");

        assertThat(window.get("title")).isEqualTo("first");
        assertThat(window.keys()).containsExactly("title", "size", "tags", "large");
    }

    @ParameterizedTest
    @EnumSource
    void propertyThatIsTooLarge_isNotReachedInto_butSetAsAWhole(NestedBagTest.Side side) {
        shared.set("large", Map.of("bytes", new byte[16 << 20], "title", "x"));
        PropertyBag large = bag(side).object("large");

        assertThatThrownBy(() -> large.get("title"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("'large' of 'bag' has 167\\d{5} bytes, and .*");
        assertThatThrownBy(() -> large.delete("bytes")).hasMessageContaining("split it into several properties");
        shared.set("large", Map.of("title", "y"));

        assertThat(large.get("title")).isEqualTo("y");
    }

    /** What is shared within the map is written out for each reader of an entry: that has a limit. */
    @ParameterizedTest
    @EnumSource
    void snapshot_ofWhatIsSharedTooOften_isRefused_andTheKeysAreNot(NestedBagTest.Side side) {
        byte[] large = new byte[1 << 20];
        Map<String, Object> all = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            all.put("entry" + i, large);
        }
        shared.set("all", all);
        PropertyBag place = bag(side).object("all");

        assertThatThrownBy(place::snapshot)
                .hasMessage(
                        "What is asked for has more than 67108864 bytes; nothing was changed: ask for less at once");
        assertThat(place.keys()).hasSize(100);
        assertThat(place.batch(batch -> all.keySet().forEach(batch::has)).size())
                .isEqualTo(100);
        BatchResult done = place.batch(batch -> {
            all.keySet().forEach(entry -> batch.set(entry, 1));
            batch.keys();
            all.keySet().forEach(batch::delete);
            batch.set("new", 1).snapshot();
        });
        assertThat((List<?>) done.get(100).get(List.class)).hasSize(100);
        assertThat(done.get(202).get()).isEqualTo(Map.of("new", 1));
        shared.set("all", all);
        place.set("entry7", "small");
        assertThat(place.get("entry8", byte[].class)).hasSize(1 << 20);
        assertThat(place.get("entry7")).isEqualTo("small");
    }
}
