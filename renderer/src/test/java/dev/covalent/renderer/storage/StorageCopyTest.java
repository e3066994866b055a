package dev.covalent.renderer.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.NoHandlerException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Request;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.storage.StorageSnapshot;
import dev.covalent.renderer.StorageEvent;
import dev.covalent.renderer.link.InboundFrames;
import dev.covalent.renderer.link.Link;
import dev.covalent.renderer.link.MainStubs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class StorageCopyTest {
    private final List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
    private final SerialLoop loop = new SerialLoop("storage-copy-test", uncaught::add);
    private final ExecutorService threads = Threads.pool("storage-copy-test-user", 8);
    private final FakeMain main = new FakeMain();
    private final Link link = new Link(
            "storage-copy-test", main, loop, Duration.ofSeconds(10), QueueLimits.ofBound(1 << 20), () -> 0, () -> {});
    private final StorageCopy storage = new StorageCopy(() -> link, uncaught::add);
    private final BlockingQueue<StorageEvent> events = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() {
        link.start(new Changes());
    }

    @AfterEach
    void close() {
        link.close();
        main.send(new PageOrder.Unload()); // lets the receiving thread go
        loop.close();
        threads.shutdownNow();
    }

    @Test
    void firstUse_loadsTheContentOnce() {
        main.items.put("a", "1");
        main.items.put("b", "2");

        assertThat(storage.getItem("a")).isEqualTo("1");
        assertThat(storage.getItem("missing")).isNull();
        assertThat(storage.length()).isEqualTo(2);
        assertThat(List.of(storage.key(0) + "", storage.key(1) + "")).containsExactly("a", "b");
        assertThat(storage.key(2)).isNull();
        assertThat(storage.key(-1)).isNull();
        assertThat(main.loads()).isEqualTo(1);
    }

    @Test
    void write_returnsWhenItsOwnChangeIsThere() {
        storage.setItem("key", "value");
        assertThat(storage.getItem("key")).isEqualTo("value");

        storage.removeItem("key");
        assertThat(storage.getItem("key")).isNull();

        storage.setItem("other", "value");
        storage.clear();
        assertThat(storage.length()).isZero();
    }

    @Test
    void write_ownChange_isNoEvent() throws Exception {
        storage.onStorage(events::add);

        storage.setItem("mine", "1");
        main.change("theirs", null, "2");

        assertThat(nextEvent()).isEqualTo(new StorageEvent("theirs", null, "2"));
    }

    @Test
    void changes_areToldInOrder_onTheLoop() throws Exception {
        List<Boolean> turns = Collections.synchronizedList(new ArrayList<>());
        storage.onStorage(event -> {
            turns.add(loop.inTurn());
            events.add(event);
        });

        for (int i = 0; i < 100; i++) {
            main.change("key", i == 0 ? null : "" + (i - 1), "" + i);
        }

        for (int i = 0; i < 100; i++) {
            assertThat(nextEvent().newValue()).isEqualTo("" + i);
        }
        assertThat(turns).doesNotContain(false);
        assertThat(storage.getItem("key")).isEqualTo("99");
    }

    @Test
    void load_changesThatCameBeforeTheContent_areAppliedIfItLacksThem() {
        main.items.put("key", "in the content");
        main.version = 5;
        main.beforeLoadAnswer = () -> {
            storage.changed(new Downstream.StorageChanged(5, false, "key", null, "stale"));
            storage.changed(new Downstream.StorageChanged(6, false, "late", null, "new"));
        };

        assertThat(storage.getItem("key")).isEqualTo("in the content");
        assertThat(storage.getItem("late")).isEqualTo("new");
    }

    @Test
    void load_byManyThreadsAtOnce_asksOnce() throws Exception {
        main.items.put("key", "value");
        main.release = new CountDownLatch(1);
        List<CompletableFuture<@Nullable String>> reads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            reads.add(CompletableFuture.supplyAsync(() -> storage.getItem("key"), threads));
        }

        main.release.countDown();

        for (CompletableFuture<@Nullable String> read : reads) {
            assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo("value");
        }
        assertThat(main.loads()).isEqualTo(1);
    }

    @Test
    void load_fails_everyoneSeesWhy_andTheNextUseTriesAgain() throws Exception {
        main.release = new CountDownLatch(1);
        main.failure = new Outcome.Failure(FailureKind.NO_HANDLER, "no storage");
        List<CompletableFuture<Object>> uses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            uses.add(CompletableFuture.supplyAsync(this::failureOfALoad, threads));
        }
        assertThat(main.asked.poll(10, TimeUnit.SECONDS)).isNotNull();

        main.release.countDown();

        for (CompletableFuture<Object> use : uses) {
            assertThat(use.get(10, TimeUnit.SECONDS)).isInstanceOf(NoHandlerException.class);
        }
        main.failure = null;
        main.items.put("key", "value");
        assertThat(storage.getItem("key")).isEqualTo("value");
    }

    @Test
    void load_endsWithAnError_theNextUseTriesAgain() {
        main.beforeLoadAnswer = () -> {
            throw new AssertionError("no exception");
        };
        assertThatThrownBy(storage::length).isInstanceOf(AssertionError.class);

        main.beforeLoadAnswer = () -> {};

        assertThat(storage.length()).isZero();
    }

    @Test
    void write_refused_changesNothing() {
        storage.setItem("key", "old");
        main.failure =
                new Outcome.Failure(FailureKind.QUOTA, "full", StructuredClone.encode(List.of(1L, 2L, 3L), "quota"));

        assertThatThrownBy(() -> storage.setItem("key", "new"))
                .isInstanceOf(dev.covalent.common.QuotaExceededException.class);

        assertThat(storage.getItem("key")).isEqualTo("old");
    }

    private Object failureOfALoad() {
        try {
            return storage.length();
        } catch (RuntimeException failed) {
            return failed;
        }
    }

    private StorageEvent nextEvent() throws InterruptedException {
        StorageEvent event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return event;
    }

    private final class Changes implements InboundFrames {
        @Override
        public void take(Downstream frame, Runnable handled) {
            handled.run();
            if (frame instanceof Downstream.StorageChanged change) {
                storage.changed(change);
            }
        }

        @Override
        public void drained(int receiver) {}

        @Override
        public void unclaimed(Parcel answer) {
            throw new AssertionError("an answer with references");
        }

        @Override
        public void ignored(Throwable failure) {
            uncaught.add(failure);
        }

        @Override
        public void delivered() {
            // nothing waits
        }
    }

    /** Main's storage, as far as a renderer sees it. */
    private static final class FakeMain implements MainStubs {
        private final Map<String, String> items = Collections.synchronizedMap(new LinkedHashMap<>());
        private final BlockingQueue<FrameBatch> incoming = new LinkedBlockingQueue<>();
        private final BlockingQueue<Request> asked = new LinkedBlockingQueue<>();
        private final List<Request> loads = Collections.synchronizedList(new ArrayList<>());
        private volatile CountDownLatch release = new CountDownLatch(0);
        private volatile Runnable beforeLoadAnswer = () -> {};
        private volatile Outcome.@Nullable Failure failure;
        private volatile long version;
        private long sent;

        int loads() {
            return loads.size();
        }

        synchronized void change(@Nullable String key, @Nullable String oldValue, @Nullable String newValue) {
            version++;
            send(new Downstream.StorageChanged(version, false, key, oldValue, newValue));
        }

        synchronized long send(Downstream frame) {
            sent++;
            incoming.add(new FrameBatch(sent, List.of(frame.encode())));
            return sent;
        }

        @Override
        public Payload deliver(FrameBatch batch) {
            return FrameBatch.EMPTY.encode();
        }

        @Override
        public void cancel(FrameBatch cancels) {
            throw new IllegalStateException("Nothing is cancelled here");
        }

        @Override
        public void abandon(long sequence) {
            // a request ended without an answer; this main waits for no number
        }

        @Override
        public Payload deliver(FrameBatch batch, Supplier<String> what, Duration limit, Consumer<Runnable> cutter) {
            return deliver(batch);
        }

        @Override
        public Payload request(long sequence, Request request, Duration limit, Consumer<Runnable> cutter) {
            asked.add(request);
            await(release);
            Outcome.Failure refusal = failure;
            if (refusal != null) {
                return refusal.encode();
            }
            return new Outcome.Success(StructuredClone.encode(answer(request), "answer")).encode();
        }

        private synchronized Object answer(Request request) {
            if (request instanceof Request.StorageLoad) {
                loads.add(request);
                beforeLoadAnswer.run();
                return new StorageSnapshot(version, items);
            }
            version++;
            if (request instanceof Request.StorageSet set) {
                String old = items.put(set.key(), set.value());
                return send(new Downstream.StorageChanged(version, true, set.key(), old, set.value()));
            }
            if (request instanceof Request.StorageRemove remove) {
                String old = items.remove(remove.key());
                return send(new Downstream.StorageChanged(version, true, remove.key(), old, null));
            }
            items.clear();
            return send(new Downstream.StorageChanged(version, true, null, null, null));
        }

        @Override
        public Payload receive(long acknowledgedUpTo) {
            try {
                FrameBatch next = incoming.poll(10, TimeUnit.SECONDS);
                return (next == null ? FrameBatch.EMPTY : next).encode();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
