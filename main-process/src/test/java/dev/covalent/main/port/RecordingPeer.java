package dev.covalent.main.port;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.Downstream;
import dev.covalent.main.session.RendererPeer;
import java.util.ArrayList;
import java.util.List;

/** A renderer that does nothing but keep what is sent to it. Confined to one thread. */
final class RecordingPeer implements RendererPeer {
    private final int id;
    private final List<Downstream> frames = new ArrayList<>();
    private final List<Runnable> onGone = new ArrayList<>();
    private boolean gone;
    private boolean full;

    RecordingPeer(int id) {
        this.id = id;
    }

    List<Downstream> frames() {
        return frames;
    }

    /** Refuses what can be refused from now on. */
    void fill() {
        full = true;
    }

    /** Takes everything from now on. */
    void empty() {
        full = false;
    }

    void die() {
        gone = true;
        onGone.forEach(Runnable::run);
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
        boolean owed = frame instanceof Downstream.PortTaken || frame instanceof Downstream.PostingSettled;
        if (full && !owed) {
            throw new QueueFullException("The queue towards renderer " + id + " is full");
        }
        if (!gone) {
            frames.add(frame);
        }
        return !gone;
    }

    @Override
    public void whenLeaving(Runnable action) {
        action.run();
    }

    @Override
    public boolean isWritable() {
        return !full && !gone;
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
}
