package dev.covalent.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QuotaExceededExceptionTest {

    @Test
    void message_namesSizesAndFix() {
        QuotaExceededException full = new QuotaExceededException(20, 994, 1000);

        assertThat(full)
                .hasMessage(
                        "The storage has no room for the item: 20 of 1000 bytes are used, and it needs 994 bytes more."
                                + " Remove items, or raise the quota with MainProcess.builder().storageQuota(...).");
        assertThat(full.usedBytes()).isEqualTo(20);
        assertThat(full.requestedBytes()).isEqualTo(994);
        assertThat(full.quotaBytes()).isEqualTo(1000);
    }
}
