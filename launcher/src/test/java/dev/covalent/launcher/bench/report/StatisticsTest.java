package dev.covalent.launcher.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StatisticsTest {

    @Test
    void median_oddAndEven_isTheMiddle() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
        assertThat(Statistics.median(List.of(9.0, 1.0, 5.0, 3.0))).isEqualTo(4);
        assertThat(Statistics.median(List.of(7.0))).isEqualTo(7);
    }

    @Test
    void median_ofNothing_isRefused() {
        assertThatThrownBy(() -> Statistics.median(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void medianRatio_machineSlowInOneRound_doesNotShow() {
        List<Double> values = List.of(20.0, 200.0, 30.0);
        List<Double> baselines = List.of(10.0, 100.0, 10.0);

        assertThat(Statistics.medianRatio(values, baselines)).isEqualTo(2); // the ratio of the medians would be 3
    }

    @Test
    void medianRatio_roundsThatDoNotMatch_isRefused() {
        assertThatThrownBy(() -> Statistics.medianRatio(List.of(1.0), List.of(1.0, 2.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
