package dev.covalent.common.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.concurrent.Threads;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class CallDeadlineTest {
    @TempDir
    Path directory;

    @Test
    void start_nestedLater_keepsTheEarlier() {
        CallDeadline outer = CallDeadline.start(Duration.ofSeconds(1));
        try (outer) {
            long earlier = CallDeadline.current();
            CallDeadline inner = CallDeadline.start(Duration.ofHours(1));
            try (inner) {
                assertThat(CallDeadline.current()).isEqualTo(earlier);
            }
        }
    }

    @Test
    void start_nestedEarlier_holdsUntilItIsClosed() {
        CallDeadline outer = CallDeadline.start(Duration.ofHours(1));
        try (outer) {
            long later = CallDeadline.current();
            CallDeadline inner = CallDeadline.start(Duration.ofSeconds(1));
            try (inner) {
                assertThat(CallDeadline.current()).isLessThan(later);
            }
            assertThat(CallDeadline.current()).isEqualTo(later);
        }
        assertThat(CallDeadline.current()).isEqualTo(CallDeadline.NONE);
    }

    @Test
    void start_limitOfCenturies_doesNotOverflow() {
        CallDeadline deadline = CallDeadline.start(Duration.ofSeconds(Long.MAX_VALUE));
        try (deadline) {
            assertThat(CallDeadline.current()).isGreaterThan(AlarmClock.now());
        }
    }

    @Test
    void dial_deadlinePassed_failsWithoutWaiting() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                Dialer dialer = new Dialer(bound.address(), () -> SessionKey.random(1))) {
            CallDeadline deadline = CallDeadline.start(Duration.ZERO);
            try (deadline) {
                assertThatThrownBy(() -> dialer.dial(Role.RMI)).isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    @Test
    void lastConnectionClosed_endsTheThreadOfTheDeadlines() throws Exception {
        Thread clock;
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            server.getOutputStream().write(1);
            server.getOutputStream().flush();
            CallDeadline deadline = CallDeadline.start(Duration.ofMinutes(1));
            try (deadline) {
                client.getInputStream().read();
            }
            clock = deadlineThread();
        }

        clock.join(TimeUnit.SECONDS.toMillis(5));
        assertThat(clock.isAlive()).isFalse();
    }

    private static Thread deadlineThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(Threads.PREFIX + "deadlines"))
                .findFirst()
                .orElseThrow();
    }
}
