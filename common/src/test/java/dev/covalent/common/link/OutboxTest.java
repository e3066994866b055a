package dev.covalent.common.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class OutboxTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private static final Riders NO_RIDERS = new Riders(task -> {});

    private final Outbox outbox = outbox(1_000);
    private final ExecutorService threads = Threads.pool("outbox-test", 4);

    @AfterEach
    void close() {
        outbox.close();
        threads.shutdownNow();
    }

    @Test
    void fetch_numbersFramesFromOne() throws Exception {
        offer(1);
        offer(2);

        FrameBatch batch = outbox.fetch(0, Duration.ZERO);

        assertThat(batch.first()).isEqualTo(1);
        assertThat(batch.frames()).containsExactly(frame(1), frame(2));
        assertThat(outbox.last()).isEqualTo(2);
    }

    @Test
    void fetch_notAcknowledged_givesTheSameFramesAgain() throws Exception {
        offer(1);
        outbox.fetch(0, Duration.ZERO);
        offer(2);

        FrameBatch again = outbox.fetch(0, Duration.ZERO);

        assertThat(again.first()).isEqualTo(1);
        assertThat(again.frames()).containsExactly(frame(1)); // a batch stays as it was sent
        assertThat(outbox.fetch(1, Duration.ZERO).frames()).containsExactly(frame(2));
    }

    @Test
    void fetch_acknowledgedInTheMiddleOfABatch_givesTheRestAgain() throws Exception {
        offer(1);
        offer(2);
        offer(3);
        outbox.fetch(0, Duration.ZERO);
        long before = outbox.bufferedAmount();

        FrameBatch rest = outbox.fetch(2, Duration.ZERO);

        assertThat(rest.first()).isEqualTo(3);
        assertThat(rest.frames()).containsExactly(frame(3));
        assertThat(outbox.bufferedAmount()).isEqualTo(before / 3);
        assertThat(outbox.fetch(3, Duration.ZERO).frames()).isEmpty();
        assertThat(outbox.bufferedAmount()).isZero();
    }

    @Test
    void fetch_acknowledged_forgetsUpToThere() throws Exception {
        offer(1);
        offer(2);
        offer(3);

        FrameBatch batch = outbox.fetch(2, Duration.ZERO);

        assertThat(batch.first()).isEqualTo(3);
        assertThat(batch.frames()).containsExactly(frame(3));
        assertThat(outbox.bufferedAmount()).isEqualTo(FrameCost.of(1));
    }

    @Test
    void fetch_nothingWithinTheLimit_isEmpty() throws Exception {
        assertThat(outbox.fetch(0, Duration.ofMillis(1)).frames()).isEmpty();
    }

    @Test
    void fetch_waiting_isWokenByAFrame() throws Exception {
        CompletableFuture<FrameBatch> fetched = fetchLater();

        offer(9);

        assertThat(fetched.get(10, TimeUnit.SECONDS).frames()).containsExactly(frame(9));
    }

    @Test
    void fetch_waiting_isWokenByClose() throws Exception {
        CompletableFuture<FrameBatch> fetched = fetchLater();

        outbox.close();

        assertThat(fetched.get(10, TimeUnit.SECONDS).frames()).isEmpty();
    }

    @Test
    void fetch_whileAnotherFetches_isRefused() throws Exception {
        CompletableFuture<FrameBatch> fetched = fetchLater();

        assertThatThrownBy(this::fetchUntilRefused)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The queue is being fetched from already");

        offer(1);
        assertThat(fetched.get(10, TimeUnit.SECONDS).frames()).hasSize(1);
    }

    @Test
    void fetch_afterAnInterruptedOne_isPossible() throws Exception {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> outbox.fetch(0, LONG)).isInstanceOf(InterruptedException.class);

        offer(1);

        assertThat(outbox.fetch(0, LONG).frames()).hasSize(1);
    }

    @Test
    void fetch_acknowledgingWhatWasNeverGivenOut_isRefused() {
        offer(1);

        assertThatThrownBy(() -> outbox.fetch(2, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Frame 2 acknowledged, but only 1 to 1 are open");
    }

    @Test
    void acknowledge_olderThanBefore_isRefused() {
        offer(1);
        offer(2);
        outbox.acknowledge(2);

        assertThatThrownBy(() -> outbox.acknowledge(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void acknowledge_theSameAgain_isNoOp() {
        offer(1);
        outbox.acknowledge(1);

        outbox.acknowledge(1);

        assertThat(outbox.bufferedAmount()).isZero();
    }

    @Test
    void offer_upToTheBound_isQueued_beyondItIsFull() {
        assertThat(outbox.offer(costing(600))).isEqualTo(Outbox.Offer.HIGH);
        assertThat(outbox.offer(costing(401))).isEqualTo(Outbox.Offer.FULL);
        assertThat(outbox.offer(costing(400))).isEqualTo(Outbox.Offer.HIGH);
        assertThat(outbox.last()).isEqualTo(2);
    }

    /** A million of them would take more memory than their bytes. */
    @Test
    void offer_emptyFrames_areBoundedToo() {
        long fitting = outbox.bound() / FrameCost.OVERHEAD_BYTES;
        for (long i = 0; i < fitting; i++) {
            assertThat(outbox.offer(Payload.of(new byte[0]))).isNotEqualTo(Outbox.Offer.FULL);
        }

        assertThat(outbox.offer(Payload.of(new byte[0]))).isEqualTo(Outbox.Offer.FULL);
        assertThat(outbox.bufferedAmount()).isEqualTo(fitting * FrameCost.OVERHEAD_BYTES);
        outbox.acknowledge(fitting);
        assertThat(outbox.bufferedAmount()).isZero();
    }

    @Test
    void offer_singleFrameBeyondTheBound_fitsAnEmptyQueue() {
        assertThat(outbox.offer(Payload.of(new byte[1000]))).isEqualTo(Outbox.Offer.HIGH);
        assertThat(outbox.offer(Payload.of(new byte[1]))).isEqualTo(Outbox.Offer.FULL);
    }

    @Test
    void offer_afterAcknowledgement_hasRoomAgain() {
        outbox.offer(costing(1_000));
        outbox.acknowledge(1);

        assertThat(outbox.offer(costing(1_000))).isEqualTo(Outbox.Offer.HIGH);
    }

    @Test // ASK-03: a request that is late makes room, though its renderer is stopped
    void withdraw_givesTheRoomBack_untilItIsFetched() throws Exception {
        outbox.offer(frame(1));
        Outbox.Place second = outbox.place(costing(600));
        assertThat(second).isEqualTo(new Outbox.Place(Outbox.Offer.HIGH, 2));
        outbox.offer(frame(3));
        assertThat(outbox.place(costing(600)).offer()).isEqualTo(Outbox.Offer.FULL);

        assertThat(outbox.withdraw(second.number())).isTrue();
        assertThat(outbox.withdraw(second.number())).isFalse();
        assertThat(outbox.withdraw(0)).isFalse();
        assertThat(outbox.withdraw(4)).isFalse();

        Outbox.Place last = outbox.place(costing(600));
        assertThat(outbox.fetch(0, Duration.ZERO).frames()).hasSize(4).contains(frame(1), frame(3));
        assertThat(outbox.withdraw(last.number())).as("fetched").isFalse();
        outbox.acknowledge(4);
        assertThat(outbox.bufferedAmount()).isZero();
    }

    @Test
    void offerBeyondBound_full_isQueuedAllTheSame() throws Exception {
        outbox.offer(costing(1_000));

        assertThat(outbox.offerBeyondBound(frame(7))).isEqualTo(Outbox.Offer.HIGH);
        assertThat(outbox.fetch(1, Duration.ZERO).frames()).containsExactly(frame(7));
    }

    @Test
    void fetch_manyBytes_givesBatchesOfAboutOneMiB() throws Exception {
        Outbox large = outbox(Long.MAX_VALUE);
        for (int i = 0; i < 5; i++) {
            large.offer(Payload.of(new byte[400_000]));
        }

        assertThat(large.fetch(0, Duration.ZERO).frames()).hasSize(2);
        assertThat(large.fetch(2, Duration.ZERO).frames()).hasSize(2);
        assertThat(large.fetch(4, Duration.ZERO).frames()).hasSize(1);
    }

    @Test
    void fetch_oneFrameLargerThanABatch_goesAlone() throws Exception {
        Outbox large = outbox(Long.MAX_VALUE);
        large.offer(Payload.of(new byte[3 << 20]));
        large.offer(Payload.of(new byte[1]));

        assertThat(large.fetch(0, Duration.ZERO).frames()).hasSize(1);
    }

    @Test
    void close_dropsAndCountsWhatIsQueued() throws Exception {
        offer(1);
        offer(2);

        assertThat(outbox.dropped()).isZero();
        outbox.close();
        assertThat(outbox.dropped()).isEqualTo(2);
        outbox.close();
        assertThat(outbox.dropped()).as("nothing more was dropped").isEqualTo(2);
        assertThat(outbox.offer(frame(3))).isEqualTo(Outbox.Offer.CLOSED);
        assertThat(outbox.offerBeyondBound(frame(3))).isEqualTo(Outbox.Offer.CLOSED);
        assertThat(outbox.fetch(7, LONG).frames()).isEmpty();
        assertThat(outbox.bufferedAmount()).isZero();
    }

    @Test
    void offerBeyondBound_behindAFrameLargerThanTheBound_hasRoomOfItsOwn() {
        Outbox small = outbox(100);
        assertThat(small.offer(costing(1_000))).isEqualTo(Outbox.Offer.HIGH);

        assertThat(small.offerBeyondBound(costing(100))).isEqualTo(Outbox.Offer.HIGH);
        assertThat(small.offerBeyondBound(Payload.of(new byte[1]))).isEqualTo(Outbox.Offer.FULL);
    }

    @Test
    void offerBeyondBound_boundWithoutLimit_isQueued() {
        Outbox unlimited = outbox(Long.MAX_VALUE);

        assertThat(unlimited.offerBeyondBound(Payload.of(new byte[1]))).isEqualTo(Outbox.Offer.QUEUED);
    }

    /** ASK-03: in the manner of Node's streams. */
    @Test
    void offer_aboveTheMark_saysSo_andDrainIsToldOnceAtHalfOfIt() {
        AtomicInteger drains = new AtomicInteger();
        Outbox marked = new Outbox(new QueueLimits(1_000, 200), NO_RIDERS, drains::incrementAndGet);
        assertThat(marked.offer(costing(100))).isEqualTo(Outbox.Offer.QUEUED);
        assertThat(marked.offer(costing(100))).isEqualTo(Outbox.Offer.QUEUED);
        assertThat(marked.isWritable()).isTrue();
        assertThat(marked.offer(Payload.of(new byte[1]))).isEqualTo(Outbox.Offer.HIGH);
        assertThat(marked.isWritable()).isFalse();

        marked.acknowledge(1);
        assertThat(drains).hasValue(0);
        marked.acknowledge(2);
        assertThat(drains).hasValue(1);
        marked.acknowledge(3);
        assertThat(drains).hasValue(1);
    }

    @Test
    void close_aboveTheMark_drainIsNotTold() {
        AtomicInteger drains = new AtomicInteger();
        Outbox marked = new Outbox(new QueueLimits(1_000, 200), NO_RIDERS, drains::incrementAndGet);
        marked.offer(costing(500));

        marked.close();

        assertThat(drains).hasValue(0);
        assertThat(marked.isWritable()).isFalse();
    }

    /** ASK-03: what one renderer sends to another takes no room of main's, and keeps its place. */
    @Test
    void relay_full_isQueuedInOrder_andDoesNotCount() throws Exception {
        outbox.offer(costing(1_000));
        List<Long> receipts = new ArrayList<>();

        assertThat(outbox.relay(frame(1), receipts::add, 65)).isTrue();
        assertThat(outbox.relay(frame(2), receipts::add, 66)).isTrue();

        assertThat(outbox.bufferedAmount()).isEqualTo(1_000);
        assertThat(outbox.fetch(1, Duration.ZERO).frames()).containsExactly(frame(1), frame(2));
        assertThat(outbox.bufferedAmount()).isZero();
        assertThat(receipts).isEmpty();
        outbox.acknowledge(2);
        assertThat(receipts).containsExactly(65L);
        offer(3);
        assertThat(outbox.bufferedAmount()).isEqualTo(FrameCost.of(1));
        outbox.acknowledge(4);
        assertThat(receipts).containsExactly(65L, 66L);
        assertThat(outbox.bufferedAmount()).isZero();
    }

    @Test
    void acknowledge_aReceiptThrows_theOthersAreGiven() {
        List<Long> receipts = new ArrayList<>();
        outbox.relay(
                frame(1),
                bytes -> {
                    throw new IllegalStateException("thrown on purpose");
                },
                65);
        outbox.relay(frame(2), receipts::add, 66);

        outbox.acknowledge(2);

        assertThat(receipts).containsExactly(66L);
    }

    @Test
    void close_receiptsOfWhatIsDropped_areGiven() {
        List<Long> receipts = new ArrayList<>();
        outbox.relay(frame(1), receipts::add, 65);

        outbox.close();

        assertThat(receipts).containsExactly(65L);
        assertThat(outbox.relay(frame(2), receipts::add, 66)).isFalse();
        assertThat(receipts).hasSize(1);
    }

    @Test
    void fetch_ridersBoardWithFrames_andWithoutFramesTheyDoNot() throws Exception {
        Riders riders = new Riders(task -> {});
        Outbox carrying = new Outbox(QueueLimits.ofBound(1_000), riders, () -> {});
        riders.add(() -> carrying.offer(frame(2)));

        assertThat(carrying.fetch(0, Duration.ZERO).frames()).isEmpty();
        carrying.offer(frame(1));

        assertThat(carrying.fetch(0, Duration.ZERO).frames()).containsExactly(frame(1), frame(2));
    }

    private void offer(int value) {
        assertThat(outbox.offer(frame(value))).isEqualTo(Outbox.Offer.QUEUED);
    }

    private static Payload costing(int cost) {
        return Payload.of(new byte[cost - FrameCost.OVERHEAD_BYTES]);
    }

    private static Payload frame(int value) {
        return Payload.of(new byte[] {(byte) value});
    }

    private CompletableFuture<FrameBatch> fetchLater() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return outbox.fetch(0, LONG);
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                },
                threads);
    }

    /** The other thread is in fetch soon, or here a wait of no length returns and is tried again. */
    private void fetchUntilRefused() throws InterruptedException {
        for (long start = System.nanoTime(); System.nanoTime() - start < LONG.toNanos(); ) {
            outbox.fetch(0, Duration.ZERO);
            Thread.onSpinWait();
        }
    }

    private static Outbox outbox(long bound) {
        return new Outbox(QueueLimits.ofBound(bound), NO_RIDERS, () -> {});
    }
}
