package dev.covalent.renderer.ipc;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.invoke.Caller;
import dev.covalent.common.invoke.OpenInvocations;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.link.MainLink;
import dev.covalent.renderer.link.Question;
import dev.covalent.renderer.port.PortTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What a page sends and hears, over a link that leads nowhere. */
abstract class PageIpcFixture {
    static final int BOUND = 10_000;

    final List<Throwable> uncaught = new ArrayList<>();
    final List<Object> heard = new ArrayList<>();
    final RecordingLink link = new RecordingLink();
    final PortTable ports = new PortTable(link, uncaught::add, QueueLimits.ofBound(1 << 20));
    final ScheduledExecutorService timer = Threads.scheduler("page-ipc-test");
    final PageIpc ipc = new PageIpc(
            link, ports, new OpenInvocations(link.loop, timer, Caller.MAIN, BOUND, () -> false), uncaught::add);

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    static Payload arguments(@Nullable Object... args) {
        return StructuredClone.encodeArguments(args);
    }

    /** A link that keeps what is sent. */
    static final class RecordingLink implements MainLink {
        final ManualLoop loop = new ManualLoop();
        final List<Upstream> posted = new ArrayList<>();
        final List<Request> requests = new ArrayList<>();
        final List<Question<?>> questions = new ArrayList<>();
        final CompletableFuture<Payload> asked = new CompletableFuture<>();
        Object answer = "";
        Predicate<Upstream> refused = frame -> false;

        @Override
        public boolean post(Upstream frame) {
            if (refused.test(frame)) {
                throw new QueueFullException("full");
            }
            posted.add(frame);
            return true;
        }

        @Override
        public boolean relay(int webContentsId, String channel, Payload arguments, Upstream frame) {
            return post(frame);
        }

        @Override
        public long bufferedAmount(int receiver) {
            return 0;
        }

        @Override
        public void whenLeaving(Runnable action) {
            action.run();
        }

        @Override
        public Parcel call(Request request) {
            requests.add(request);
            return Parcel.of(StructuredClone.encode(answer, "answer"));
        }

        @Override
        public <T> CompletableFuture<T> ask(LongFunction<Upstream> frame, Question<T> question) {
            questions.add(question);
            posted.add(frame.apply(1));
            return asked.thenApply(value -> question.answer(Parcel.of(value)));
        }

        @Override
        public Duration requestTimeout() {
            return Duration.ofSeconds(7);
        }

        @Override
        public EventLoop loop() {
            return loop;
        }
    }
}
