package dev.covalent.renderer.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.IpcClosedException;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A link of a renderer, with a scripted main at its other end. */
abstract class LinkFixture {
    static final Payload VALUE = Payload.of(new byte[] {42});
    static final Upstream FRAME = new PageNews.PageLoaded();
    static final Request REQUEST = new RemoteRequest.WindowList();

    final List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
    final SerialLoop loop = new SerialLoop("link-test-loop", uncaught::add);
    final ScriptedStubs main = new ScriptedStubs();
    final CountDownLatch ended = new CountDownLatch(1);
    final BlockingQueue<Downstream> received = new LinkedBlockingQueue<>();
    final ExecutorService threads = Threads.pool("link-test", 4);
    volatile long mainsTurn;
    final Link link = link(main, Duration.ofSeconds(10));

    @BeforeEach
    void start() {
        link.start(new Frames());
    }

    @AfterEach
    void close() {
        link.close();
        main.breakConnection(); // lets the receiving thread go
        loop.close();
        threads.shutdownNow();
    }

    Link link(ScriptedStubs stubs, Duration requestTimeout) {
        return new Link(
                "test", stubs, loop, requestTimeout, QueueLimits.ofBound(1 << 20), () -> mainsTurn, ended::countDown);
    }

    CompletableFuture<Payload> ask() {
        return ask(link, new Asked("a test's question", 10_000));
    }

    void reply(long request, Outcome outcome) {
        main.send(new Downstream.Reply(request, outcome));
    }

    static EarlyReply early(long after, long request) {
        return new EarlyReply(after, new Downstream.Reply(request, new Outcome.Success(VALUE)));
    }

    /** Does what a page's listener does, and rethrows what it throws. */
    <T> @Nullable T onLoop(Callable<T> work) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        List<Exception> thrown = new ArrayList<>();
        loop.run(
                () -> {
                    try {
                        result.complete(work.call());
                    } catch (Exception failed) {
                        thrown.add(failed);
                    }
                },
                Duration.ofSeconds(10));
        if (!thrown.isEmpty()) {
            throw thrown.get(0);
        }
        return result.getNow(null);
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    static void assertClosed(Runnable use) {
        assertThatThrownBy(use::run)
                .isInstanceOf(IpcClosedException.class)
                .hasMessage("IPC method called after context was released");
    }

    static CompletableFuture<Payload> ask(Link link, Asked question) {
        return ask(link, question, Payload.NONE);
    }

    static CompletableFuture<Payload> ask(Link link, Asked question, Payload arguments) {
        return link.ask(
                request -> new Upstream.Invoke(request, "channel", question.deadlineMillis(), arguments), question);
    }

    /** A question whose answer is what came. */
    record Asked(String subject, long deadlineMillis) implements Question<Payload> {
        @Override
        public Payload answer(Parcel value) {
            return value.value();
        }

        @Override
        public String toString() {
            return subject;
        }
    }

    class Frames implements InboundFrames {
        @Override
        public void take(Downstream frame, Runnable handled) {
            received.add(frame);
            handled.run();
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
}
