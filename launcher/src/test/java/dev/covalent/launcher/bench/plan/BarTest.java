package dev.covalent.launcher.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BarTest {

    @ParameterizedTest
    @CsvSource({"0.5,REACHED", "0.75,REACHED", "0.76,HELD", "1.0,HELD", "1.001,MISSED", "NaN,MISSED"})
    void judge_ofTimes_lessIsBetter(double ratio, Verdict verdict) {
        assertThat(Bar.atMost(1.0, 0.75).judge(ratio)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"301,REACHED", "300,REACHED", "299,HELD", "100,HELD", "99.9,MISSED", "NaN,MISSED"})
    void judge_ofRates_moreIsBetter(double ratio, Verdict verdict) {
        assertThat(Bar.atLeast(100, 300).judge(ratio)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bar_aimBelowWhatMustBeHeld_isRefused(boolean atMost) {
        double hold = 1;
        double reach = atMost ? 2 : 0.5;

        assertThatThrownBy(() -> new Bar(atMost, hold, reach)).isInstanceOf(IllegalArgumentException.class);
    }
}
