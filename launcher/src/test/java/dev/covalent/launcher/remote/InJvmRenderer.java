package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.LoopFuture;
import dev.covalent.common.concurrent.RequestFuture;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.invoke.Answers;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.main.session.RendererPeer;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.link.MainLink;
import dev.covalent.renderer.link.Question;
import dev.covalent.renderer.remote.RemoteAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** A renderer of the same JVM: a peer for main and a link for the renderer, which encode and decode every frame. */
final class InJvmRenderer implements RendererPeer, MainLink, AutoCloseable {
    final List<Object> sent = new CopyOnWriteArrayList<>();
    final LinkedBlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
    private final InJvmMain main;
    private final int id;
    private final EventLoop loop;
    private final RemoteAccess access;
    private final AtomicLong requests = new AtomicLong();
    private final List<Runnable> releases = new ArrayList<>();
    private volatile boolean gone;
    private volatile boolean full;
    private volatile boolean stalled;
    private volatile boolean askedWhileGone;
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicReference<Runnable> onNextFrame = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> afterNextCopy = new AtomicReference<>(() -> {});

    InJvmRenderer(InJvmMain main, int id) {
        this.main = main;
        this.id = id;
        this.loop = new SerialLoop("renderer-" + id, uncaught::add);
        this.access = new RemoteAccess(this, uncaught::add);
    }

    RemoteModule remote() {
        return access.module();
    }

    /** Takes less than it is sent from now on, or, with false, has caught up. */
    void stall(boolean behind) {
        stalled = behind;
        if (!behind) {
            main.objects.resume(this);
        }
    }

    /** Takes no calls any more, and sends none that waits for nothing. */
    void fill() {
        full = true;
    }

    /** Returns how many callbacks main may call. */
    int callbacks() {
        return access.callbacks();
    }

    /** Runs something before the next frame of main's arrives. */
    void onNextFrame(Runnable action) {
        onNextFrame.set(action);
    }

    /** Returns how many requests it sends while something runs. */
    int asked(Runnable reads) {
        int before = sent.size();
        reads.run();
        return sent.size() - before;
    }

    /** Runs something when main has answered the next request for a copy of a bag, and nobody has the answer yet. */
    void afterNextCopy(Runnable action) {
        afterNextCopy.set(action);
    }

    /** Waits until its loop has done what is queued there. */
    void runQueued() {
        try {
            loop.run(() -> {}, InJvmMain.LIMIT);
        } catch (TimeoutException busy) {
            throw new IllegalStateException(busy);
        }
    }

    /** Ends this renderer, as main sees it. */
    void die() {
        gone = true;
        main.inTurn(() -> {
            releases.forEach(Runnable::run);
            return true;
        });
    }

    /** Takes an answer that nobody waits for. */
    void discard(Parcel answer) {
        access.discarded(answer);
    }

    /** Collects garbage until something is so. */
    static void awaitCollected(BooleanSupplier done) {
        CountDownLatch never = new CountDownLatch(1);
        try {
            for (int round = 0; round < 200 && !done.getAsBoolean(); round++) {
                System.gc();
                if (never.await(20, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("never");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CompletionException(interrupted);
        }
    }

    /** Returns how many of main's objects this renderer holds. */
    int references() {
        return access.references();
    }

    /** Returns the key of an interface's only method of a name. */
    static String key(Class<?> type, String method) {
        return RemoteInterface.of(type).methods().stream()
                .filter(remote -> remote.name().equals(method))
                .collect(Collectors.collectingAndThen(Collectors.toList(), found -> {
                    assertThat(found).hasSize(1);
                    return found.get(0).key();
                }));
    }

    /** Calls a method of a shared object with arguments as they are. */
    Outcome exchange(String name, String method, Parcel arguments) {
        Outcome.Success found = (Outcome.Success) exchange(new RemoteRequest.GlobalFind(name));
        long number = found.parcel().references().get(0).number();
        return exchange(new RemoteRequest.ObjectCall(number, name, method, arguments));
    }

    /** Sends a request as it is and returns its outcome as it is. */
    Outcome exchange(Request request) {
        sent.add(request);
        Request decoded = Request.decode(request.encode());
        return Outcome.decode(InJvmMain.settled(main.inTurn(
                        () -> main.objects.call(this, (RemoteRequest) decoded).toCompletableFuture()))
                .encode());
    }

    @Override
    public boolean post(Upstream frame) {
        sent.add(frame);
        Upstream decoded = Upstream.decode(frame.encode());
        main.inTurn(() -> {
            if (decoded instanceof Upstream.CallbackReply reply) {
                main.objects.callbackReply(this, reply);
            } else if (decoded instanceof Upstream.ReferencesReleased released) {
                main.objects.released(this, released);
            } else if (decoded instanceof Upstream.BagUnwatch unwatch) {
                main.objects.unwatch(this, unwatch);
            }
            return true;
        });
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
        Parcel answer = Answers.value(exchange(request));
        if (request instanceof RemoteRequest.BagCall call && call.steps().get(0).operation() == BagOperation.LIVE) {
            afterNextCopy.getAndSet(() -> {}).run();
        }
        return answer;
    }

    @Override
    public <T> CompletableFuture<T> ask(LongFunction<Upstream> frame, Question<T> question) {
        Upstream made = frame.apply(requests.incrementAndGet());
        if (full) {
            question.notSent();
            return CompletableFuture.failedFuture(new QueueFullException("full"));
        }
        sent.add(made);
        Upstream decoded = Upstream.decode(made.encode());
        Consumer<Throwable> told = failure -> loop.execute(() -> uncaught.add(failure));
        RequestFuture<T> future = new RequestFuture<>(new OffTheLoop(loop, told), () -> {});
        main.inTurn(() -> invoke(decoded)).thenAccept(outcome -> loop.execute(() -> settle(future, question, outcome)));
        return future;
    }

    private CompletionStage<Outcome> invoke(Upstream frame) {
        return main.objects.call(this, ((Upstream.Ask) frame).asked());
    }

    private static <T> void settle(RequestFuture<T> future, Question<T> question, Outcome outcome) {
        T answer;
        try {
            answer = question.answer(Answers.value(Outcome.decode(outcome.encode())));
        } catch (RuntimeException failed) {
            future.fail(question.failure(failed));
            return;
        }
        future.answer(answer);
    }

    @Override
    public Duration requestTimeout() {
        return InJvmMain.LIMIT;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public int webContentsId() {
        return id;
    }

    @Override
    public long processId() {
        return 4700L + id;
    }

    @Override
    public boolean post(Downstream frame) {
        if (gone) {
            return false;
        }
        if (full && frame instanceof Downstream.CallbackCall) {
            throw new QueueFullException("full");
        }
        received.incrementAndGet();
        onNextFrame.getAndSet(() -> {}).run();
        Downstream decoded = Downstream.decode(frame.encode());
        if (decoded instanceof Downstream.BagChanged changes) {
            access.received(changes);
        } else if (decoded instanceof Downstream.ReferencesReleased released) {
            access.received(released);
        } else {
            access.received((Downstream.CallbackCall) decoded);
        }
        return true;
    }

    @Override
    public boolean isWritable() {
        askedWhileGone |= gone;
        return !gone && !stalled;
    }

    /** Tells whether main still thought of it when it was gone. */
    boolean askedWhileGone() {
        return askedWhileGone;
    }

    /** Returns how many frames main has sent. */
    int received() {
        return received.get();
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    @Override
    public void onGone(Runnable release) {
        if (gone) {
            release.run();
        } else {
            releases.add(release);
        }
    }

    @Override
    public void close() {
        loop.close();
    }

    /** Waits for a queue's next item. */
    static <T> T next(LinkedBlockingQueue<T> queue) {
        try {
            T item = queue.poll(InJvmMain.LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (item == null) {
                throw new AssertionError("nothing came");
            }
            return item;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CompletionException(interrupted);
        }
    }

    /** Waits as the tests here do them: never on the loop. */
    private record OffTheLoop(EventLoop loop, Consumer<Throwable> ignored) implements LoopFuture.Waiting {

        @Override
        public void help(CompletableFuture<?> awaited, long limit, TimeUnit unit) {
            throw new AssertionError("a wait on the loop");
        }

        @Override
        public void check() {}
    }
}
