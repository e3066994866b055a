package dev.covalent.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.launcher.demo.flow.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ObservationsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Observations observations = new Observations(new Transcript(lines::add));
    private final Expectation expected = Expectation.none().and("news", "ping");

    @Test
    void await_expectedReportComesLater_returnsIt() throws InterruptedException {
        observations.open("n1", "6");

        Threads.daemon("reporter", () -> observations.report("n1", "news", 42, "ping"))
                .start();

        assertThat(observations.await("n1", expected, LIMIT)).isEqualTo(Map.of("news", List.of("ping")));
        assertThat(lines).containsExactly("[news  pid 42] flow 6: ping");
    }

    @Test
    void await_wrongReport_givesUpAtOnce() throws InterruptedException {
        observations.open("n1", "6");
        observations.report("n1", "news", 42, "pong");

        assertThat(observations.await("n1", expected, LIMIT)).isEqualTo(Map.of("news", List.of("pong")));
    }

    @Test
    void await_reportWithNonceOfAnotherRun_doesNotCount() throws InterruptedException {
        observations.open("n1", "6");
        observations.report("n0", "news", 42, "ping");

        assertThat(observations.await("n1", expected, Duration.ofMillis(50))).isEmpty();
        assertThat(lines).containsExactly("[news  pid 42] flow ?: ping");
    }

    @Test
    void await_closed_returnsWhatHasCome() throws InterruptedException {
        observations.open("n1", "6");
        observations.close();

        assertThat(observations.await("n1", expected, LIMIT)).isEmpty();
    }
}
