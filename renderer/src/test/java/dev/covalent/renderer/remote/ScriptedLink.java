package dev.covalent.renderer.remote;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.link.MainLink;
import dev.covalent.renderer.link.Question;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A link whose answers a test gives, and whose loop runs when the test says. Confined to the test's thread. */
final class ScriptedLink implements MainLink {
    final List<Request> requests = new ArrayList<>();
    final List<Upstream> posted = new ArrayList<>();
    final ManualLoop loop = new ManualLoop();
    /** What main says there is when it grants the windows, or the contents. */
    List<WindowDescription> windows = List.of();

    List<Integer> contents = List.of();

    /** What it says to everything else. */
    Function<Request, @Nullable Object> answer = request -> null;

    List<ObjectReference> references = List.of();
    Predicate<Upstream> refused = frame -> false;

    @Override
    public boolean post(Upstream frame) {
        if (refused.test(frame)) {
            throw new QueueFullException("full");
        }
        posted.add(Upstream.decode(frame.encode()));
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
        Request decoded = Request.decode(request.encode());
        requests.add(decoded);
        return new Parcel(StructuredClone.encode(answerTo(decoded), "answer"), references);
    }

    private @Nullable Object answerTo(Request request) {
        if (request.equals(new RemoteRequest.RootGet(RemoteRoot.BROWSER_WINDOW))) {
            return windows;
        }
        return request.equals(new RemoteRequest.RootGet(RemoteRoot.WEB_CONTENTS)) ? contents : answer.apply(request);
    }

    @Override
    public <T> CompletableFuture<T> ask(LongFunction<Upstream> frame, Question<T> question) {
        post(frame.apply(1));
        return new CompletableFuture<>();
    }

    @Override
    public Duration requestTimeout() {
        return Duration.ofSeconds(30);
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    /** Runs what was queued when the test says so. */
    static final class ManualLoop implements EventLoop {
        private final Deque<Runnable> queue = new ArrayDeque<>();

        void runQueued() {
            for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
                next.run();
            }
        }

        @Override
        public void execute(Runnable task) {
            queue.add(task);
        }

        @Override
        public void run(Runnable task, Duration limit) {
            task.run();
        }

        @Override
        public boolean tryRun(Runnable task) {
            return false;
        }

        @Override
        public boolean isWanted() {
            return false;
        }

        @Override
        public boolean inTurn() {
            return true;
        }

        @Override
        public Thread holder() {
            return Thread.currentThread();
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public void close() {
            queue.clear();
        }
    }
}
