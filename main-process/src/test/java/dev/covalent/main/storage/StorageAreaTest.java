package dev.covalent.main.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.QuotaExceededException;
import dev.covalent.common.storage.StorageChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StorageAreaTest {
    private final StorageArea area = new StorageArea(1000, Map.of());

    @Test
    void setItem_newKey_addsIt() { // WS-01, WS-19
        assertThat(area.setItem("a", "1")).contains(new StorageChange("a", null, "1"));

        assertThat(area.getItem("a")).contains("1");
    }

    @Test
    void setItem_knownKey_replacesValueOnly() { // WS-01, WS-19
        area.setItem("a", "1");
        area.setItem("b", "2");

        assertThat(area.setItem("a", "3")).contains(new StorageChange("a", "1", "3"));

        assertThat(area.contents()).containsExactly(Map.entry("a", "3"), Map.entry("b", "2"));
    }

    @Test
    void getItem_missing_isEmpty() { // WS-02
        assertThat(area.getItem("a")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.covalent.main.storage.EdgeStrings#all")
    void setItem_anyUnits_areKeyAndValue(String string) { // WS-05, WS-06
        area.setItem(string, string);

        assertThat(area.getItem(string)).contains(string);
    }

    @Test
    void setItem_keysThatLookAlike_areDifferent() { // WS-05, WS-06, WS-07
        List<String> keys = List.of("", "\0", "foo", "foo\0", "foo\0bar", "Foo", "foo ", "\u00e9", "e\u0301");

        keys.forEach(key -> area.setItem(key, "value of " + key));

        assertThat(area.contents().keySet()).containsExactlyElementsOf(keys);
        assertThat(keys).allSatisfy(key -> assertThat(area.getItem(key)).contains("value of " + key));
    }

    @Test
    void contents_valuesReplaced_keepOrderOfKeys() { // WS-08, WS-09
        List.of("z", "a", "m").forEach(key -> area.setItem(key, "1"));

        List.of("m", "z").forEach(key -> area.setItem(key, "2"));

        assertThat(area.contents().keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void contents_firstRemovedAndAddedAgain_isLast() { // WS-09
        List.of("z", "a", "m").forEach(key -> area.setItem(key, "1"));

        area.removeItem("z");
        assertThat(area.contents().keySet()).containsExactly("a", "m");
        area.setItem("z", "1");

        assertThat(area.contents().keySet()).containsExactly("a", "m", "z");
    }

    @Test
    void removeItem_known_tellsOldValue() { // WS-19
        area.setItem("a", "1");

        assertThat(area.removeItem("a")).contains(new StorageChange("a", "1", null));
        assertThat(area.getItem("a")).isEmpty();
    }

    @Test
    void removeItem_missing_isNoChange() { // WS-10, WS-21
        assertThat(area.removeItem("a")).isEmpty();
    }

    @Test
    void clear_items_isOneChangeWithoutKey() { // WS-11, WS-20
        area.setItem("a", "1");
        area.setItem("b", "1");

        assertThat(area.clear()).contains(new StorageChange(null, null, null));
        assertThat(area.contents()).isEmpty();
    }

    @Test
    void clear_empty_isNoChange() { // WS-11, WS-21
        assertThat(area.clear()).isEmpty();
    }

    @Test
    void setItem_sameValue_isNoChange() { // WS-21
        area.setItem("a", "1");

        assertThat(area.setItem("a", new String("1"))).isEmpty();
    }

    @Test
    void setItem_upToQuota_fits() { // WS-17
        assertThat(area.setItem("k", "v".repeat(499))).isPresent();
    }

    @Test
    void setItem_beyondQuota_keepsOldValue() { // WS-17
        area.setItem("a", "old");
        area.setItem("b", "other");

        assertThatThrownBy(() -> area.setItem("a", "v".repeat(500)))
                .isInstanceOf(QuotaExceededException.class)
                .hasMessage(
                        "The storage has no room for the item: 20 of 1000 bytes are used, and it needs 994 bytes more."
                                + " Remove items, or raise the quota with MainProcess.builder().storageQuota(...).");
        assertThat(area.contents()).containsExactly(Map.entry("a", "old"), Map.entry("b", "other"));
    }

    @Test
    void setItem_keyAloneBeyondQuota_isRefused() { // WS-17
        assertThatThrownBy(() -> area.setItem("k".repeat(501), "")).isInstanceOf(QuotaExceededException.class);
    }

    @Test
    void setItem_afterClear_hasWholeQuota() { // WS-17
        area.setItem("k", "v".repeat(499));
        area.clear();

        assertThat(area.setItem("k", "w".repeat(499))).isPresent();
    }

    @Test
    void setItem_afterRemove_hasItsRoom() {
        area.setItem("k", "v".repeat(499));
        area.removeItem("k");

        assertThat(area.setItem("l", "w".repeat(499))).isPresent();
    }

    @Test
    void setItem_quotaLoweredBelowContent_mayOnlyShrink() {
        StorageArea tight = new StorageArea(10, Map.of("k", "v".repeat(100)));

        assertThat(tight.setItem("k", "v".repeat(50))).isPresent();
        assertThatThrownBy(() -> tight.setItem("l", "")).isInstanceOf(QuotaExceededException.class);
    }

    @Test
    void rollback_restoresItemsOrderAndRoom() {
        List.of("a", "b", "c").forEach(key -> area.setItem(key, "1"));
        area.keep();
        Map<String, String> before = area.contents();

        area.setItem("b", "2");
        area.removeItem("a");
        area.setItem("a", "3");
        area.setItem("d", "4");
        area.clear();
        area.setItem("e", "5");
        area.rollback();

        assertThat(area.contents()).containsExactlyEntriesOf(before);
        assertThat(area.setItem("k", "v".repeat(499 - 6))).isPresent();
        assertThatThrownBy(() -> area.setItem("f", "")).isInstanceOf(QuotaExceededException.class);
    }

    @Test
    void rollback_refusedItem_countsNothing() {
        area.setItem("k", "v".repeat(499));
        area.keep();
        assertThatThrownBy(() -> area.setItem("l", "")).isInstanceOf(QuotaExceededException.class);

        area.rollback();

        assertThat(area.removeItem("k")).isPresent();
        assertThat(area.setItem("k", "v".repeat(499))).isPresent();
    }

    @Test
    void contents_ofWhatWasStored_keepsItsOrder() { // WS-28
        Map<String, String> stored = new LinkedHashMap<>();
        List.of("z", "a", "m").forEach(key -> stored.put(key, "1"));

        StorageArea reopened = new StorageArea(1000, stored);
        Optional<StorageChange> added = reopened.setItem("b", "2");

        assertThat(added).isPresent();
        assertThat(reopened.contents().keySet()).containsExactly("z", "a", "m", "b");
    }
}
