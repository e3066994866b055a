package dev.covalent.common.link;

import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames with successive numbers that travel in one batch: what a queue is made of, so that taking a batch from it, or
 * forgetting one, takes no longer the more frames there are.
 *
 * <p>Not thread-safe: guarded by the lock of the queue.
 */
public final class FrameRun {
    private static final int MOST_BYTES = 1 << 20;

    /** What is in the place of a frame that was withdrawn, since the others keep their numbers: {@code Withdrawn}. */
    private static final Payload WITHDRAWN = Payload.of(new byte[1]);

    /** Of one that was withdrawn only its place in the list is kept. */
    private static final int PLACE_BYTES = 8;

    private long first;
    private List<Payload> frames = new ArrayList<>();
    private long bytes;
    private int withdrawn;
    private boolean sealed;

    /** Makes a run of one frame, which may be of any size. */
    public FrameRun(long first, Payload frame) {
        this.first = first;
        append(frame);
    }

    /** Appends a frame; returns false if it belongs to another run: because of its number, or because this one is full. */
    public boolean add(long number, Payload frame) {
        if (sealed
                || number != first + frames.size()
                || frames.size() == FrameBatch.MAX_FRAMES
                || bytes + frame.length() > MOST_BYTES) {
            return false;
        }
        append(frame);
        return true;
    }

    /** Removes and returns the newest frame. */
    public Payload removeLast() {
        Payload frame = frames.remove(frames.size() - 1);
        bytes -= frame.length();
        return frame;
    }

    /** Takes a frame back that has not been taken; returns what it had cost less what is kept of it, 0 if it is too late. */
    public long withdraw(long number) {
        int index = (int) (number - first);
        if (sealed || frames.get(index).equals(WITHDRAWN)) {
            return 0;
        }
        long before = cost();
        bytes -= frames.set(index, WITHDRAWN).length() - WITHDRAWN.length();
        withdrawn++;
        return before - cost();
    }

    /** Removes the frames up to a number and returns what they had cost. */
    long forget(long number) {
        long before = cost();
        frames = new ArrayList<>(frames.subList((int) (number - first) + 1, frames.size()));
        first = number + 1;
        bytes = frames.stream().mapToLong(Payload::length).sum();
        withdrawn = (int) frames.stream().filter(WITHDRAWN::equals).count();
        return before - cost();
    }

    /** Lets nothing be added any more. */
    void seal() {
        sealed = true;
    }

    /** Returns the number of the oldest frame. */
    public long first() {
        return first;
    }

    /** Returns the number of the newest frame. */
    public long last() {
        return first + frames.size() - 1;
    }

    /** Returns how many frames there are. */
    public int size() {
        return frames.size();
    }

    /** Returns what the frames cost as long as they are kept. */
    public long cost() {
        long whole = frames.size() - (long) withdrawn;
        return bytes + FrameCost.OVERHEAD_BYTES * whole + (PLACE_BYTES - WITHDRAWN.length()) * (long) withdrawn;
    }

    /** Returns the frames. */
    public FrameBatch batch() {
        return new FrameBatch(first, frames);
    }

    private void append(Payload frame) {
        long length = frame.length();
        frames.add(frame);
        bytes += length;
    }
}
