package dev.covalent.common.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class StorageChangeTest {

    @Test
    void cleared_hasNeitherKeyNorValues() {
        assertThat(StorageChange.cleared()).isEqualTo(new StorageChange(null, null, null));
    }

    @Test
    void valuesWithoutKey_areRefused() {
        assertThatThrownBy(() -> new StorageChange(null, null, "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StorageChange(null, "1", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sameValues_areRefused() {
        assertThatThrownBy(() -> new StorageChange("a", "1", "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StorageChange("a", null, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
