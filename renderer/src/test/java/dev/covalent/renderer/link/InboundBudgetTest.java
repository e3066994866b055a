package dev.covalent.renderer.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.concurrent.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class InboundBudgetTest {
    private final InboundBudget budget = new InboundBudget(10);
    private final ExecutorService threads = Threads.pool("budget-test", 2);

    @AfterEach
    void close() {
        budget.close();
        threads.shutdownNow();
    }

    @Test
    void acquire_used_waitsUntilReleased() throws Exception {
        budget.acquire(10);
        CompletableFuture<Void> more = acquireLater(5);
        assertThatThrownBy(() -> more.get(20, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        budget.release(10);

        assertThat(more).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test // what the loop waits for may be behind what waits for the loop
    void acquire_whileTheLoopWaits_passes() throws Exception {
        budget.acquire(10);
        CompletableFuture<Void> more = acquireLater(5);

        budget.loopWaits();

        assertThat(more).succeedsWithin(10, TimeUnit.SECONDS);
        budget.loopGoesOn();
        assertThatThrownBy(() -> acquireLater(1).get(20, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    private CompletableFuture<Void> acquireLater(long bytes) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        budget.acquire(bytes);
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                },
                threads);
    }
}
