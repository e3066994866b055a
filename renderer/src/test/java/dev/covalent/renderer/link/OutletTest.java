package dev.covalent.renderer.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.IpcClosedException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.link.FrameCost;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.link.Riders;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class OutletTest {
    private static final String CLOSED = "IPC method called after context was released";

    private final Outlet outlet = outlet(1_000);
    private final ExecutorService threads = Threads.single("outlet-test");

    @AfterEach
    void close() {
        outlet.close();
        threads.shutdownNow();
    }

    @Test
    void take_givesFramesNumberedFromOne() throws Exception {
        outlet.add(frame(1));
        outlet.add(frame(2));

        assertBatch(outlet.take(), 1, 1, 2);
    }

    @Test
    void take_reservedNumbersBetween_givesRunsAroundThem() throws Exception {
        outlet.add(frame(1));
        outlet.add(frame(2));
        assertThat(outlet.reserve()).isEqualTo(3);
        outlet.add(frame(4));
        assertThat(outlet.reserve()).isEqualTo(5);
        assertThat(outlet.reserve()).isEqualTo(6);
        outlet.add(frame(7));

        assertBatch(outlet.take(), 1, 1, 2);
        assertBatch(outlet.take(), 4, 4);
        assertBatch(outlet.take(), 7, 7);
    }

    @Test
    void take_waiting_isWokenByAFrame() throws Exception {
        CompletableFuture<@Nullable FrameBatch> taken = takeLater();

        outlet.add(frame(9));

        assertBatch(taken.get(10, TimeUnit.SECONDS), 1, 9);
    }

    @Test
    void take_waiting_isWokenByClose() throws Exception {
        CompletableFuture<@Nullable FrameBatch> taken = takeLater();

        outlet.close();

        assertThat(taken.get(10, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void take_manyBytes_givesBatchesOfAboutOneMiB() throws Exception {
        Outlet large = outlet(Long.MAX_VALUE);
        for (int i = 0; i < 3; i++) {
            large.add(Payload.of(new byte[500_000]));
        }

        assertThat(Objects.requireNonNull(large.take()).frames()).hasSize(2);
        assertThat(Objects.requireNonNull(large.take()).first()).isEqualTo(3);
    }

    @Test
    void add_beyondTheBound_isRefusedAndTakesNoNumber() {
        outlet.add(costing(900));

        assertThatThrownBy(() -> outlet.add(costing(101)))
                .isInstanceOf(QueueFullException.class)
                .hasMessage(
                        "Main has not taken 900 bytes of this renderer's messages yet, the bound is 1000: send less,"
                                + " wait for onDrain(0), or raise MainProcess.builder().queueBound");
        assertThat(outlet.reserve()).isEqualTo(2);
    }

    @Test
    void addAnswer_queueIsFull_takesAsMuchAgain() {
        outlet.add(costing(1_000));

        outlet.addAnswer(costing(500));
        outlet.addAnswer(costing(500));

        assertThatThrownBy(() -> outlet.addAnswer(Payload.of(new byte[0]))).isInstanceOf(QueueFullException.class);
        assertThatThrownBy(() -> outlet.add(Payload.of(new byte[0]))).isInstanceOf(QueueFullException.class);
        assertThat(outlet.bufferedAmount()).isEqualTo(2_000);
    }

    @Test
    void addAnswer_behindAFrameLargerThanTheBound_hasRoomOfItsOwn() {
        outlet.add(costing(5_000));

        outlet.addAnswer(costing(1_000));

        assertThatThrownBy(() -> outlet.addAnswer(Payload.of(new byte[0]))).isInstanceOf(QueueFullException.class);
    }

    @Test
    void addAnswer_boundWithoutLimit_isQueued() {
        Outlet unlimited = outlet(Long.MAX_VALUE);
        unlimited.add(frame(1));

        assertThat(unlimited.addAnswer(frame(2))).isTrue();
    }

    @Test
    void add_emptyFrames_areBoundedToo_andGoBackToNothing() throws Exception {
        for (int i = 0; i < 1_000 / FrameCost.OVERHEAD_BYTES; i++) {
            outlet.add(Payload.of(new byte[0]));
        }

        assertThatThrownBy(() -> outlet.add(Payload.of(new byte[0]))).isInstanceOf(QueueFullException.class);
        outlet.take();
        outlet.delivered();
        assertThat(outlet.bufferedAmount()).isZero();
    }

    @Test // ASK-03
    void withdraw_givesTheRoomBack_untilItIsTaken() throws Exception {
        long number = outlet.addClaimable(costing(600));
        assertThatThrownBy(() -> outlet.add(costing(600))).isInstanceOf(QueueFullException.class);

        assertThat(outlet.withdraw(number)).isTrue();
        assertThat(outlet.withdraw(number)).isFalse();
        assertThat(outlet.withdraw(0)).isFalse();
        assertThat(outlet.claim(number)).as("it is not there any more").isNull();

        long second = outlet.addClaimable(costing(600));
        assertThat(Objects.requireNonNull(outlet.take()).frames()).hasSize(2);
        assertThat(outlet.withdraw(second)).as("on its way").isFalse();
        outlet.delivered();
        assertThat(outlet.bufferedAmount()).isZero();
    }

    @Test
    void claim_givesBackWhatItCounted() {
        long number = outlet.addClaimable(costing(500));

        assertThat(outlet.claim(number)).isNotNull();

        assertThat(outlet.bufferedAmount()).isZero();
    }

    @Test
    void awaitDelivered_claimed_waitsUntilThatIsDone() throws Exception {
        long number = outlet.addClaimable(frame(1));
        outlet.claim(number);
        assertThat(outlet.awaitDelivered(Duration.ZERO)).isFalse();

        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(this::isDeliveredInTime);
        outlet.claimedIsDone();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private boolean isDeliveredInTime() {
        try {
            return outlet.awaitDelivered(Duration.ofSeconds(10));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void add_singleFrameBeyondTheBound_fitsAnEmptyQueue() throws Exception {
        outlet.add(costing(5_000));

        assertThat(Objects.requireNonNull(outlet.take()).frames()).hasSize(1);
        outlet.delivered();
        outlet.add(costing(1_000));
    }

    @Test
    void close_nothingCanBeSentAnyMore() throws Exception {
        outlet.add(frame(1));

        outlet.close();
        outlet.close();

        assertThatThrownBy(() -> outlet.add(frame(2)))
                .isInstanceOf(IpcClosedException.class)
                .hasMessage(CLOSED);
        assertThatThrownBy(outlet::reserve)
                .isInstanceOf(IpcClosedException.class)
                .hasMessage(CLOSED);
        assertThat(outlet.take()).isNull();
    }

    @Test
    void awaitDelivered_takenButNotConfirmed_isNotDelivered() throws Exception {
        outlet.add(frame(1));
        assertThat(outlet.awaitDelivered(Duration.ZERO)).isFalse();
        outlet.take();
        assertThat(outlet.awaitDelivered(Duration.ZERO)).isFalse();

        CompletableFuture<@Nullable FrameBatch> unused =
                takeLater(); // comes back for more: what it took before is delivered

        assertThat(outlet.awaitDelivered(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void awaitDelivered_nothingSent_isTrue() throws Exception {
        assertThat(outlet.awaitDelivered(Duration.ZERO)).isTrue();
        outlet.close();
        assertThat(outlet.awaitDelivered(Duration.ZERO)).isTrue();
    }

    @Test
    void awaitDelivered_closedWithFramesInIt_isFalse() throws Exception {
        outlet.add(frame(1));

        outlet.close();

        assertThat(outlet.awaitDelivered(Duration.ofSeconds(10))).isFalse();
    }

    /** ASK-03: what is on its way counts until main has taken it. */
    @Test
    void bufferedAmount_countsWhatIsUnderWay_untilItIsDelivered() throws Exception {
        outlet.add(costing(600));
        outlet.take();
        outlet.add(costing(400));

        assertThat(outlet.bufferedAmount()).isEqualTo(1_000);
        assertThatThrownBy(() -> outlet.add(frame(1))).isInstanceOf(QueueFullException.class);
        outlet.delivered();
        assertThat(outlet.bufferedAmount()).isEqualTo(400);
        outlet.delivered();
        assertThat(outlet.bufferedAmount()).isEqualTo(400);
        outlet.add(frame(1));
    }

    @Test
    void add_aboveTheMark_isFalse_andDrainIsToldOnceAtHalfOfIt() throws Exception {
        AtomicInteger drains = new AtomicInteger();
        Outlet marked = new Outlet(new QueueLimits(1_000, 200), new Riders(task -> {}), drains::incrementAndGet);
        assertThat(marked.add(costing(200))).isTrue();
        assertThat(marked.add(Payload.of(new byte[1]))).isFalse();
        marked.take();
        assertThat(drains).hasValue(0);

        marked.delivered();
        marked.delivered();

        assertThat(drains).hasValue(1);
    }

    @Test
    void take_ridersBoard_behindTheFrames() throws Exception {
        Riders riders = new Riders(task -> {});
        Outlet carrying = new Outlet(QueueLimits.ofBound(1_000), riders, () -> {});
        riders.add(() -> carrying.addBeyondBound(frame(2)));
        carrying.add(frame(1));

        assertBatch(carrying.take(), 1, 1, 2);
    }

    private CompletableFuture<@Nullable FrameBatch> takeLater() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return outlet.take();
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                },
                threads);
    }

    private static Payload costing(int cost) {
        return Payload.of(new byte[cost - FrameCost.OVERHEAD_BYTES]);
    }

    private static Payload frame(int value) {
        return Payload.of(new byte[] {(byte) value});
    }

    private static void assertBatch(@Nullable FrameBatch taken, long first, int... values) {
        FrameBatch batch = Objects.requireNonNull(taken);
        assertThat(batch.first()).isEqualTo(first);
        assertThat(batch.frames()).hasSize(values.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(batch.frames().get(i).head()).as("frame %d", i).containsExactly(values[i]);
        }
    }

    private static Outlet outlet(long bound) {
        return new Outlet(QueueLimits.ofBound(bound), new Riders(task -> {}), () -> {});
    }
}
