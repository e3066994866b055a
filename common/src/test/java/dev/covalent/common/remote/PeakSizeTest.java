package dev.covalent.common.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PeakSizeTest {
    private final PeakSize size = new PeakSize();

    @Test
    void isSparse_whenAnEighthOfTheLargestIsLeft_once() {
        size.grown(8_000);
        size.grown(7_000);

        assertThat(size.isSparse(1_001)).isFalse();
        assertThat(size.isSparse(1_000)).isTrue();
        assertThat(size.isSparse(999)).isFalse();
        assertThat(size.isSparse(0)).isFalse();
    }

    @Test
    void isSparse_ofASmallTable_isFalse() {
        size.grown(1_023);

        assertThat(size.isSparse(0)).isFalse();
    }
}
