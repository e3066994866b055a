package dev.covalent.main.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.covalent.common.PeerGoneException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class RendererSessionTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final ManualLoop loop = new ManualLoop();
    private final RendererSession session = FakeContents.session(3, loop, 400);
    private final ExecutorService threads = Threads.pool("session-test", 2);

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void toString_namesAProcessOnlyOnceThereIsOne() {
        assertThat(session).hasToString("Renderer 3");

        session.processId(4711);

        assertThat(session).hasToString("Renderer 3 (pid 4711)");
    }

    @Test
    void post_queuesTheFrame() {
        assertThat(session.post(message(5))).isTrue();

        assertThat(FakeContents.fetch(session)).containsExactly(message(5));
    }

    @Test
    void post_queueFull_saysWhoDoesNotKeepUp() {
        session.processId(4711);
        session.post(message(300));
        long waiting = session.outbox().bufferedAmount();

        assertThatThrownBy(() -> session.post(message(300)))
                .isInstanceOf(QueueFullException.class)
                .hasMessage(
                        "Renderer 3 (pid 4711) has " + waiting + " bytes waiting, the bound is 400: it does not keep"
                                + " up; send less, or raise MainProcess.builder().queueBound");
        assertThat(session.outbox().last()).isEqualTo(1);
    }

    @Test
    void post_queueFull_takesWhatIsOwedAllTheSame() {
        session.post(message(350));
        Downstream reply = new Downstream.Reply(1, new Outcome.Success(Payload.NONE));
        Downstream change = new Downstream.StorageChanged(1, false, "key", null, "value");

        assertThat(session.post(reply)).isTrue();
        assertThat(session.post(change)).isTrue();
        assertThat(session.post(new PageOrder.Unload())).isTrue();

        assertThat(FakeContents.fetch(session)).containsExactly(message(350), reply, change, new PageOrder.Unload());
    }

    /** Whoever posts may hold a lock, and cutting a renderer off is no small matter. */
    @Test
    void post_notEvenWhatIsOwedIsTaken_isCutOffOnceAndNotByWhoeverPosts() {
        List<Runnable> shortly = new ArrayList<>();
        List<String> cuts = new ArrayList<>();
        RendererSession stuck =
                new RendererSession(3, new FakeContents(3), 3, loop, QueueLimits.ofBound(100), shortly::add);
        stuck.overflowsTo(cuts::add);
        Downstream owed = new Downstream.StorageChanged(1, false, "key", null, "x".repeat(1_000));
        assertThat(stuck.post(owed)).isTrue();
        assertThat(stuck.post(new Downstream.PortTaken(2, 1))).isTrue();

        assertThat(stuck.post(owed)).isFalse();
        assertThat(stuck.post(owed)).isFalse();
        assertThat(cuts).isEmpty();
        shortly.forEach(Runnable::run);

        assertThat(cuts).singleElement(STRING).contains("does not take what it is owed");
    }

    @Test
    void post_gone_isFalse() {
        session.end();

        assertThat(session.post(message(1))).isFalse();
        assertThat(session.isGone()).isTrue();
    }

    @Test
    void onGone_releasesInTheOrderGiven_onceAndOnTheLoop() {
        List<String> released = new ArrayList<>();
        session.onGone(() -> released.add("first " + loop.inTurn()));
        session.onGone(() -> released.add("second " + loop.inTurn()));

        session.end();
        session.end();
        assertThat(released).isEmpty();
        loop.runAll();

        assertThat(released).containsExactly("first true", "second true");
    }

    @Test
    void onGone_alreadyGone_releasesAfterThoseGivenBefore() {
        List<String> released = new ArrayList<>();
        session.onGone(() -> released.add("before"));
        session.end();
        session.onGone(() -> released.add("late"));

        loop.runAll();

        assertThat(released).containsExactly("before", "late");
    }

    @Test
    void onGone_oneThrows_othersStillRun() {
        List<String> released = new ArrayList<>();
        session.onGone(() -> {
            throw new IllegalStateException("mine");
        });
        session.onGone(() -> released.add("other"));
        session.end();

        assertThatThrownBy(loop::runOne).hasMessage("mine");
        loop.runAll();

        assertThat(released).containsExactly("other");
    }

    @Test
    void end_countsWhatWasNeverAcknowledged() {
        session.post(message(1));
        session.post(message(2));
        session.outbox().acknowledge(1);

        session.end();

        assertThat(session.unacknowledged()).isEqualTo(1);
    }

    @Test
    void end_whileAnotherIsAboutToEndIt_hasEndedItAllTheSame() {
        List<Integer> counted = new ArrayList<>();
        session.post(message(1));
        session.outbox()
                .relay(
                        Payload.of(new byte[2]),
                        cost -> {
                            session.end();
                            counted.add(session.unacknowledged());
                        },
                        1);

        session.end();

        assertThat(counted).containsExactly(2);
    }

    @Test
    void end_closesTheLane() throws Exception {
        session.end();

        assertThat(session.lane().enter(1)).isFalse();
    }

    @Test
    void await_answered_isTheAnswer() throws Exception {
        assertThat(session.await(CompletableFuture.completedFuture("answer"), LONG))
                .isEqualTo("answer");
    }

    @Test
    void await_failed_throwsTheFailure() {
        assertThatThrownBy(() -> session.await(CompletableFuture.failedFuture(new IllegalStateException("mine")), LONG))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("mine");
    }

    @Test
    void await_noAnswer_timesOut() {
        assertThatThrownBy(() -> session.await(new CompletableFuture<>(), Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void await_sessionEnds_isFreedAtOnce() throws Exception {
        session.processId(4711);
        CompletableFuture<Throwable> freed = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                session.await(new CompletableFuture<>(), LONG);
            } catch (Exception thrown) {
                freed.complete(thrown);
            }
        });

        session.end();

        assertThat(freed.get(10, TimeUnit.SECONDS))
                .isInstanceOf(PeerGoneException.class)
                .hasMessage("Renderer 3 (pid 4711) is gone");
    }

    private static Downstream message(int bytes) {
        return new Downstream.Message("channel", 0, Payload.of(new byte[bytes]), List.of());
    }
}
