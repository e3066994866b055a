package dev.covalent.renderer.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A future that is held, or one derived from it, and what it holds. */
@Timeout(20)
final class HeldFutureTest extends LinkFixture {

    @Test
    void ask_futureIsHeld_keepsNothingOfWhatWasAsked() throws Exception {
        ReferenceQueue<Payload> collected = new ReferenceQueue<>();

        Held held = askAndHold(link, collected);

        assertThat(next(main.delivered)).isInstanceOf(Upstream.Invoke.class);
        held.awaitCollected(collected);
        assertThat(held.derived()).isNotDone();
    }

    @Test
    void ask_queueIsFull_failedFutureKeepsNothingOfWhatWasAsked() throws Exception {
        Link full =
                new Link("full", main, loop, Duration.ofSeconds(10), QueueLimits.ofBound(1), () -> mainsTurn, () -> {});
        full.post(FRAME);
        ReferenceQueue<Payload> collected = new ReferenceQueue<>();

        Held held = askAndHold(full, collected);

        held.awaitCollected(collected);
        assertThat(held.derived()).isCompletedExceptionally();
        full.close();
    }

    private static Held askAndHold(Link link, ReferenceQueue<Payload> collected) {
        Payload arguments = Payload.of(new byte[] {1, 2, 3});
        CompletableFuture<Integer> derived =
                ask(link, new Asked("held", 10_000), arguments).thenApply(Payload::length);
        return new Held(derived, new WeakReference<>(arguments, collected));
    }

    /** A future that is held, and the arguments of its request that need not be. */
    private record Held(CompletableFuture<Integer> derived, Reference<Payload> arguments) {

        void awaitCollected(ReferenceQueue<Payload> collected) throws InterruptedException {
            for (int round = 0; round < 100; round++) {
                System.gc();
                if (arguments.equals(collected.remove(100))) {
                    return;
                }
            }
            throw new AssertionError("Not collected although the request was sent");
        }
    }
}
