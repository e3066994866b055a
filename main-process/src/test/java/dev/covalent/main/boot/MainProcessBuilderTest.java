package dev.covalent.main.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class MainProcessBuilderTest {
    @Test
    void settings_nothingSaid_waitAsLongAsTheReadmeSays() { // WIN-32
        MainSettings settings = new MainProcessBuilder().settings();

        assertThat(settings.unresponsiveAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.launchTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.requestTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void settings_limitThatWasSaid_isThatOne() {
        Duration limit = Duration.ofMillis(700);

        assertThat(((MainProcessBuilder) new MainProcessBuilder().unresponsiveAfter(limit))
                        .settings()
                        .unresponsiveAfter())
                .isEqualTo(limit);
    }
}
