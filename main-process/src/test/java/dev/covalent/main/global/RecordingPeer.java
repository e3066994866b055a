package dev.covalent.main.global;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.Downstream;
import dev.covalent.main.session.RendererPeer;
import java.util.ArrayList;
import java.util.List;

/** A renderer that keeps what it is sent, until it goes or is full. Confined to the test's thread. */
final class RecordingPeer implements RendererPeer {
    final List<Downstream> posted = new ArrayList<>();
    final List<Runnable> releases = new ArrayList<>();
    boolean full;
    private boolean gone;

    void die() {
        gone = true;
        releases.forEach(Runnable::run);
    }

    @Override
    public int webContentsId() {
        return 3;
    }

    @Override
    public long processId() {
        return 4711;
    }

    @Override
    public boolean post(Downstream frame) {
        if (full) {
            throw new QueueFullException("full");
        }
        return !gone && posted.add(Downstream.decode(frame.encode()));
    }

    @Override
    public void whenLeaving(Runnable action) {
        action.run();
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
        releases.add(release);
    }
}
