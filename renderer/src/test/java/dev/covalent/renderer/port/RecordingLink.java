package dev.covalent.renderer.port;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.link.MainLink;
import dev.covalent.renderer.link.Question;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;

/** A link that keeps what is posted. Thread-safe. */
final class RecordingLink implements MainLink {
    private final List<Upstream> frames = new CopyOnWriteArrayList<>();
    private final List<Runnable> leaving = new CopyOnWriteArrayList<>();
    private final EventLoop loop;

    RecordingLink(EventLoop loop) {
        this.loop = loop;
    }

    /** Runs what waits for frames to leave. */
    void leave() {
        leaving.forEach(Runnable::run);
        leaving.clear();
    }

    List<Upstream> frames() {
        return frames;
    }

    @Override
    public boolean post(Upstream frame) {
        frames.add(frame);
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
        leaving.add(action);
    }

    @Override
    public Parcel call(Request request) {
        throw new UnsupportedOperationException("Ports make no requests");
    }

    @Override
    public <T> CompletableFuture<T> ask(LongFunction<Upstream> frame, Question<T> question) {
        throw new UnsupportedOperationException("Ports make no requests");
    }

    @Override
    public Duration requestTimeout() {
        throw new UnsupportedOperationException("Ports make no requests");
    }

    @Override
    public EventLoop loop() {
        return loop;
    }
}
