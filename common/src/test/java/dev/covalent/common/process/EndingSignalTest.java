package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class EndingSignalTest {
    @Test
    void send_withoutMemory_isSentAgain() throws Exception {
        CountDownLatch attempts = new CountDownLatch(3);
        EndingSignal signal = new EndingSignal("test", () -> {
            attempts.countDown();
            if (attempts.getCount() > 0) {
                throw new OutOfMemoryError("thrown by the test");
            }
            return true;
        });

        assertThatThrownBy(signal::send).isInstanceOf(OutOfMemoryError.class);

        assertThat(attempts.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
