package dev.covalent.main.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NestedEntriesTest {
    private static final Payload ONE = StructuredClone.encode(1, "one");

    @Test
    void map_readsAndWritesThePlainOne() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("null", null);
        plain.put("text", "x");
        NestedEntries entries = new NestedEntries(plain, StructuredClone::decode);

        entries.write("one", ONE);
        entries.write("text", null);

        assertThat(plain).hasSize(2).containsEntry("one", 1).containsEntry("null", null);
        assertThat(entries).hasSize(2).containsEntry("one", ONE).containsKey("null");
        assertThat(entries.get("null")).isEqualTo(StructuredClone.encode(null, "null"));
        assertThat(entries.get("text")).isNull();
        assertThat(new ArrayList<>(entries.keySet())).containsExactly("null", "one");
    }

    /** A few bytes may refer to the same large value from many entries, of which each would be written out. */
    @Test
    void read_ofWhatManyEntriesShare_endsBeforeItFillsTheHeap() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        byte[] large = new byte[8 << 20];
        List<BagStep> steps = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            plain.put("entry" + i, large);
            steps.add(BagStep.compareAndSet("entry" + i, ONE, ONE));
        }

        assertThat(new NestedEntries(plain, StructuredClone::decode).compared(steps.subList(0, 7)))
                .hasSize(7);
        assertThatThrownBy(() -> new NestedEntries(plain, StructuredClone::decode).compared(steps))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ask for less at once");
    }
}
