package dev.covalent.main.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagSnapshot;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BagDraftTest {
    private static final Payload ONE = StructuredClone.encode(1, "one");
    private static final BagStep SNAPSHOT = BagStep.of(BagOperation.SNAPSHOT, "");

    /** A map that tells which of its values were asked for. */
    private static final class Asked extends LinkedHashMap<String, Payload> {
        private static final long serialVersionUID = 1;

        private final transient List<@Nullable Object> asked = new ArrayList<>();

        @Override
        public @Nullable Payload get(@Nullable Object name) {
            asked.add(name);
            return super.get(name);
        }
    }

    private static BagDraft.Findings run(Map<String, Payload> properties, BagStep... steps) {
        List<BagStep> list = List.of(steps);
        return new BagDraft(properties, StructuredClone.maxBytes()).run(list, new BagComparison(list, Map.of()));
    }

    /** A reader takes no more entries than that from one snapshot. */
    @Test
    void snapshot_ofMoreEntriesThanAMessageTells_isRefused() {
        Map<String, Payload> many = new LinkedHashMap<>();
        for (int i = 0; i < BagSnapshot.MAX_PROPERTIES; i++) {
            many.put(Integer.toString(i, Character.MAX_RADIX), ONE);
        }

        assertThat(run(many, SNAPSHOT).results()).hasSize(1);
        assertThatThrownBy(() -> run(many, BagStep.set("one more", ONE), SNAPSHOT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "What is asked for has more than 1048576 entries; nothing was changed: ask for less at once");
        many.put("one more", ONE);
        assertThatThrownBy(() -> new BagSnapshot(many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 1048576 properties");
    }

    @Test
    void steps_thatReadNoValue_askForNone() {
        Asked properties = new Asked();
        properties.put("a", ONE);
        properties.put("b", ONE);

        BagDraft.Findings found = run(
                properties,
                BagStep.of(BagOperation.HAS, "a"),
                BagStep.of(BagOperation.DELETE, "b"),
                BagStep.set("a", ONE),
                BagStep.set("c", ONE),
                BagStep.of(BagOperation.KEYS, ""),
                BagStep.of(BagOperation.HAS, "b"));

        assertThat(properties.asked).isEmpty();
        assertThat(found.encode().results().stream()
                        .skip(4)
                        .map(StructuredClone::decode)
                        .toList())
                .containsExactly(List.of("a", "c"), false);
    }
}
