package dev.covalent.launcher.port;

import dev.covalent.common.IpcClosedException;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.session.RendererPeer;
import dev.covalent.renderer.link.MainLink;
import dev.covalent.renderer.link.Question;
import dev.covalent.renderer.port.PortTable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * A renderer of a {@link Wiring}, with both directions of its link: frames lie there, encoded, until they are pumped.
 * Confined to one thread.
 */
final class RendererPlace extends Place implements RendererPeer {
    private final int id;
    private final PortTable table;
    private final Deque<Payload> up = new ArrayDeque<>();
    private final Deque<Payload> down = new ArrayDeque<>();
    private final Deque<Runnable> upRiders = new ArrayDeque<>();
    private final Deque<Runnable> downRiders = new ArrayDeque<>();
    private final List<Runnable> onGone = new ArrayList<>();
    private int upBound = Integer.MAX_VALUE;
    private int downBound = Integer.MAX_VALUE;
    private boolean gone;

    RendererPlace(int id, Consumer<Throwable> uncaught, QueueLimits limits) {
        this.id = id;
        this.table = new PortTable(new Link(), uncaught, limits);
    }

    @Override
    MessageChannel newChannel() {
        return table.newChannel();
    }

    /** Posts ports as ipcRenderer.postMessage does. */
    void give(MessagePort... ports) {
        table.post(List.of(ports), transfers -> new Upstream.Message("ports", Payload.NONE, transfers));
    }

    PortTable table() {
        return table;
    }

    /** Gives main the next frame of this renderer; returns false if there is none. */
    boolean pumpUp(MainPlace main) {
        board(up, upRiders);
        Payload frame = up.poll();
        if (frame == null) {
            return false;
        }
        main.take(this, Upstream.decode(frame));
        return true;
    }

    /** Gives this renderer the next frame of main's; returns false if there is none. */
    boolean pumpDown() {
        board(down, downRiders);
        Payload bytes = down.poll();
        if (bytes == null) {
            return false;
        }
        Downstream frame = Downstream.decode(bytes);
        if (frame instanceof Downstream.Message message) {
            arrive(table.adopt(message.ports()));
        } else if (frame instanceof Downstream.PortMessage message) {
            table.received(message);
        } else if (frame instanceof Downstream.PortTaken taken) {
            table.taken(taken);
        } else if (frame instanceof Downstream.PostingSettled settled) {
            table.settled(settled);
        } else if (frame instanceof Downstream.PortClosed closed) {
            table.closed(closed);
        } else {
            throw new IllegalArgumentException("No frame about ports: " + frame);
        }
        return true;
    }

    /** What need not wake the other side goes when nothing else is on its way; as late as it can be. */
    private static void board(Deque<Payload> link, Deque<Runnable> riders) {
        for (int waiting = link.isEmpty() ? riders.size() : 0; waiting > 0; waiting--) {
            riders.remove().run();
        }
    }

    /** Sets how many frames each direction of the link may hold. */
    void bound(int upFrames, int downFrames) {
        upBound = upFrames;
        downBound = downFrames;
    }

    /** Kills this renderer: nothing that lies on the link arrives. */
    void kill() {
        gone = true;
        up.clear();
        down.clear();
        onGone.forEach(Runnable::run);
    }

    /** Kills this renderer, and has main take what it had sent only afterwards. */
    void killButDeliver(MainPlace main) {
        gone = true;
        down.clear();
        onGone.forEach(Runnable::run);
        while (pumpUp(main)) {
            // until the link is empty
        }
    }

    @Override
    public int webContentsId() {
        return id;
    }

    @Override
    public long processId() {
        return 1_000L + id;
    }

    @Override
    public boolean post(Downstream frame) {
        if (gone) {
            return false;
        }
        if (down.size() >= downBound) {
            throw new QueueFullException("The queue towards renderer " + id + " is full");
        }
        down.add(frame.encode());
        return true;
    }

    @Override
    public void whenLeaving(Runnable action) {
        downRiders.add(action);
    }

    @Override
    public boolean isWritable() {
        return !gone;
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
            onGone.add(release);
        }
    }

    /** The renderer's own view of its link. */
    private final class Link implements MainLink {

        @Override
        public boolean post(Upstream frame) {
            if (gone) {
                throw new IpcClosedException("The link is closed");
            }
            if (up.size() >= upBound) {
                throw new QueueFullException("The queue towards main is full");
            }
            up.add(frame.encode());
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
            upRiders.add(action);
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
            return RendererPlace.this.loop();
        }
    }
}
