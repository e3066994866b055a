package dev.covalent.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.launcher.demo.flow.Expectation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FlowResultTest {
    private final Expectation expected = Expectation.none().and("news", "ping 'someThing' 1f, senderId 1");

    @Test
    void of_expectedReports_isOk() {
        FlowResult result =
                FlowResult.of("6", "sendTo", expected, Map.of("news", List.of("ping 'someThing' 1f, senderId 1")));

        assertThat(result.ok()).isTrue();
        assertThat(result).hasToString("flow 6 ok: sendTo");
    }

    @Test
    void of_otherReports_namesExpectedAndSeen() {
        FlowResult result =
                FlowResult.of("6", "sendTo", expected, Map.of("news", List.of("ping 'someThing' 1f, senderId 0")));

        assertThat(result.ok()).isFalse();
        assertThat(result)
                .hasToString("flow 6 FAILED: expected {news=[ping 'someThing' 1f, senderId 1]},"
                        + " saw {news=[ping 'someThing' 1f, senderId 0]}");
    }

    @Test
    void of_nothingReported_isNotOk() {
        assertThat(FlowResult.of("6", "sendTo", expected, Map.of()).ok()).isFalse();
    }
}
