package dev.covalent.common.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StorageSnapshotTest {

    @Test
    void items_areCopiedInOrder() {
        Map<String, String> items = new LinkedHashMap<>();
        items.put("z", "1");
        items.put("", "2");
        items.put("a", "3");

        StorageSnapshot snapshot = new StorageSnapshot(3, items);
        items.clear();

        assertThat(snapshot.items()).containsExactly(Map.entry("z", "1"), Map.entry("", "2"), Map.entry("a", "3"));
    }

    @Test
    void items_cannotBeChanged() {
        StorageSnapshot snapshot = new StorageSnapshot(0, Map.of("a", "1"));

        assertThatThrownBy(() -> snapshot.items().put("b", "2")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @SuppressWarnings("NullAway") // what a wire may bring
    void nullKeyOrValue_isRefused() {
        Map<String, String> nullValue = new HashMap<>();
        nullValue.put("a", null);
        Map<String, String> nullKey = new HashMap<>();
        nullKey.put(null, "1");

        assertThatThrownBy(() -> new StorageSnapshot(0, nullValue)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new StorageSnapshot(0, nullKey)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void negativeVersion_isRefused() {
        assertThatThrownBy(() -> new StorageSnapshot(-1, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
