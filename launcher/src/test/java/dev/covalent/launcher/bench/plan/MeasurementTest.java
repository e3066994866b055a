package dev.covalent.launcher.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MeasurementTest {

    @Test
    void parse_memory_readsWhatToLineWrote() {
        Measurement memory = Measurement.memory(70_000_000, 50_000_000);

        assertThat(Measurement.parse(memory.toLine())).isEqualTo(memory);
        assertThat(memory.figure(Mode.MEMORY)).isEqualTo(70_000_000);
        assertThat(Measurement.start(5).figure(Mode.START)).isEqualTo(5);
    }

    @Test
    void ofTimes_hasTheirMedianAndTheir99thPercentile() {
        List<Duration> hundred =
                IntStream.rangeClosed(1, 100).mapToObj(Duration::ofMillis).collect(Collectors.toList());
        Collections.reverse(hundred);

        assertThat(Measurement.ofTimes(hundred)).isEqualTo(new Measurement(50e6, 99e6, 0, 0));
        assertThat(Measurement.ofTimes(hundred.subList(0, 5))).isEqualTo(new Measurement(98e6, 100e6, 0, 0));
        assertThat(Measurement.ofTimes(hundred.subList(0, 1))).isEqualTo(new Measurement(100e6, 100e6, 0, 0));
    }

    @Test
    void parse_ofWhatWasWritten_isTheSame() {
        Measurement measurement = new Measurement(18_700.5, 1e9, 1.25e-3, 7);

        assertThat(Measurement.parse(measurement.toLine())).isEqualTo(measurement);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 2 3", "1 2 3 4 5", "a 2 3 4", "NaN 2 3 4", "1 Infinity 3 4", "1 2 -3 4", "1 2 3 -4"})
    void parse_ofAnythingElse_isRefused(String line) {
        assertThatThrownBy(() -> Measurement.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void figure_ofStream_isItsRate() {
        Measurement measurement = new Measurement(2, 3, 4, 0);

        assertThat(measurement.figure(Mode.STREAM)).isEqualTo(4);
        assertThat(measurement.figure(Mode.PACED)).isEqualTo(2);
    }
}
