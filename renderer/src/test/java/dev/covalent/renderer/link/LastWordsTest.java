package dev.covalent.renderer.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LastWordsTest {
    private final LastWords lastWords = new LastWords();

    @Test
    void remaining_notBegun_isNothing() {
        assertThat(lastWords.remaining()).isZero();
    }

    @Test
    void remaining_begun_isAtMostTheLimit_andASecondBeginDoesNotExtendIt() {
        lastWords.begin(Duration.ofHours(1));
        lastWords.begin(Duration.ofHours(3));

        assertThat(lastWords.remaining()).isPositive().isLessThanOrEqualTo(Duration.ofHours(1));
    }

    @Test
    void remaining_limitOver_isNothing() {
        lastWords.begin(Duration.ZERO);

        assertThat(lastWords.remaining()).isZero();
    }
}
