package dev.covalent.renderer.link;

import static dev.covalent.common.concurrent.ThreadStates.startUntilParked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.link.FrameCost;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class InletTest {
    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
    private final List<Runnable> handled = Collections.synchronizedList(new ArrayList<>());
    /** Room for five small frames. */
    private static final long BOUND = 5 * (FrameCost.OVERHEAD_BYTES + 5);

    private final InboundBudget budget = new InboundBudget(BOUND);
    private final Inlet inlet = new Inlet(
            (frame, done) -> {
                taken.add(frame instanceof Downstream.PortClosed end ? Long.toString(end.port()) : frame.toString());
                handled.add(done);
            },
            budget,
            reply -> taken.add("reply " + reply.request()),
            due -> taken.add("due " + due.request()));
    private final ExecutorService threads = Threads.pool("inlet-test", 4);

    @AfterEach
    void close() {
        budget.close();
        threads.shutdownNow();
    }

    @Test
    void take_givesFramesAndRepliesInTheirOrder() throws Exception {
        inlet.take(batch(1, closed(1), reply(7), closed(2)));
        inlet.take(batch(4, closed(3)));

        assertThat(taken).containsExactly("1", "reply 7", "2", "3");
        assertThat(inlet.arrived()).isEqualTo(4);
    }

    @Test
    void take_whatCameBefore_isPassedOver() throws Exception {
        inlet.take(batch(1, closed(1), closed(2)));

        inlet.take(batch(1, closed(1), closed(2), closed(3)));
        inlet.take(FrameBatch.EMPTY);

        assertThat(taken).containsExactly("1", "2", "3");
    }

    @Test
    void take_gap_isMalformed() throws Exception {
        inlet.take(batch(1, closed(1)));

        assertThatThrownBy(() -> inlet.take(batch(3, closed(3))))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("Frame 3 came after frame 1");
    }

    @Test
    void takeEarly_framesBeforeItHaveArrived_isGivenAtOnce() throws Exception {
        inlet.take(batch(1, closed(1)));

        inlet.takeEarly(early(1, 7));

        assertThat(taken).containsExactly("1", "due 7");
    }

    @Test
    void takeEarly_framesBeforeItHaveNot_waitsForThem() throws Exception {
        inlet.takeEarly(early(2, 7));
        assertThat(taken).isEmpty();

        inlet.take(batch(1, closed(1), closed(2), closed(3)));

        assertThat(taken).containsExactly("1", "2", "due 7", "3");
    }

    @Test
    void takeEarly_severalAfterTheSameFrame_keepTheirOrder() throws Exception {
        for (int request = 1; request <= 20; request++) {
            inlet.takeEarly(early(1, request));
        }

        inlet.take(batch(1, closed(1)));

        List<String> expected = new ArrayList<>(List.of("1"));
        for (int request = 1; request <= 20; request++) {
            expected.add("due " + request);
        }
        assertThat(taken).isEqualTo(expected);
    }

    @Test
    void takeEarly_whileFramesArrive_keepsTheOrderOfReplies() throws Exception {
        int count = 2000;
        CompletableFuture<Void> bringer = CompletableFuture.runAsync(
                () -> {
                    for (int request = 1; request <= count; request++) {
                        inlet.takeEarly(early(request, request));
                    }
                },
                threads);
        for (int number = 1; number <= count; number++) {
            inlet.take(batch(number, reply(100_000 + number)));
        }
        bringer.get(10, TimeUnit.SECONDS);

        List<String> replies;
        synchronized (taken) {
            replies = taken.stream().filter(text -> text.length() < 12).toList();
        }
        assertThat(replies).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(replies.get(i)).isEqualTo("due " + (i + 1));
        }
    }

    @Test
    void take_budgetUsedUp_waitsUntilSomethingIsHandled() throws Exception {
        CompletableFuture<Void> receiver =
                takeUntilParked(batch(1, closed(1), closed(2), closed(3), closed(4), closed(5), closed(6)));
        assertThat(receiver).isNotDone();
        int before = taken.size();
        assertThat(before).isLessThan(6);

        while (!receiver.isDone()) {
            List<Runnable> due = List.copyOf(handled);
            handled.removeAll(due);
            due.forEach(Runnable::run);
        }

        assertThat(taken).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void take_budgetUsedUp_repliesPassAllTheSame() throws Exception {
        budget.acquire(BOUND);

        inlet.take(batch(1, reply(7)));

        assertThat(taken).containsExactly("reply 7");
    }

    @Test // SYN-02
    void take_budgetUsedUp_answersOfCallsPassAllTheSame() throws Exception {
        budget.acquire(BOUND);

        inlet.take(batch(1, new Downstream.SyncReply(4, new Outcome.Success(Payload.NONE))));

        assertThat(taken).hasSize(1);
    }

    @Test
    void budget_closed_letsEveryonePass() throws Exception {
        budget.acquire(BOUND);
        CompletableFuture<Void> receiver = takeUntilParked(batch(1, closed(1)));
        assertThat(receiver).isNotDone();

        budget.close();

        receiver.get(10, TimeUnit.SECONDS);
        assertThat(taken).containsExactly("1");
    }

    @Test
    void budget_singleFrameBeyondTheBound_passesWhenNothingElseWaits() throws Exception {
        budget.acquire(1000);
        budget.release(1000);

        budget.acquire(5);
        budget.acquire(5);
    }

    @Test
    void awaitArrived_isWokenByTheFrame() throws Exception {
        CompletableFuture<Boolean> waiting = awaitLater(2);

        inlet.take(batch(1, reply(1), reply(2)));

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void awaitArrived_closed_isFalse() throws Exception {
        CompletableFuture<Boolean> waiting = awaitLater(2);

        inlet.close();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void awaitArrived_notWithinTheLimit_isFalse() throws Exception {
        assertThat(inlet.awaitArrived(1, Duration.ofMillis(1))).isFalse();
    }

    private CompletableFuture<Void> takeUntilParked(FrameBatch batch) {
        return startUntilParked(
                () -> {
                    inlet.take(batch);
                    return null;
                },
                threads);
    }

    private CompletableFuture<Boolean> awaitLater(long number) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return inlet.awaitArrived(number, Duration.ofSeconds(10));
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                },
                threads);
    }

    private static FrameBatch batch(long first, Downstream... frames) {
        return new FrameBatch(
                first, Arrays.stream(frames).map(Downstream::encode).toList());
    }

    private static Downstream closed(long port) {
        return new Downstream.PortClosed(port);
    }

    private static Downstream.Reply reply(long request) {
        return new Downstream.Reply(request, new Outcome.Success(Payload.NONE));
    }

    private static EarlyReply early(long after, long request) {
        return new EarlyReply(after, reply(request));
    }
}
