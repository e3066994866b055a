package dev.covalent.launcher.bench.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.launcher.bench.plan.Measurement;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class FootprintTest {

    @Test
    void parse_rollup_readsResidentAndShare() throws Exception {
        String rollup = """
                00400000-7ffc4a5e9000 ---p 00000000 00:00 0                              [rollup]
                Rss:               47316 kB
                Pss:               30212 kB
                Pss_Anon:          26812 kB
                """;

        assertThat(Footprint.parse(rollup)).isEqualTo(Measurement.memory(47_316 * 1024, 30_212 * 1024));
    }

    @Test
    void parse_noShare_isRefused() {
        assertThatThrownBy(() -> Footprint.parse("Rss: 47316 kB\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not tell the memory");
    }
}
