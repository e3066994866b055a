package dev.covalent.main.global;

import dev.covalent.common.live.VersionFile;

/**
 * The version of a bag, where the renderers that have copies of it can see it. It belongs to those who hold it, and ends with
 * the last of them or with the bag.
 *
 * <p>Guarded by the lock of the bag, the {@link BagWatchers}.
 */
final class LiveMark {
    private final LiveMarks marks;
    private final VersionFile file;
    private final int slot;
    private int holders;
    private boolean ended;

    LiveMark(LiveMarks marks, VersionFile file, int slot, long version) {
        this.marks = marks;
        this.file = file;
        this.slot = slot;
        file.set(slot, version);
    }

    String path() {
        return file.path().toString();
    }

    int slot() {
        return slot;
    }

    /** Writes a new version, from which moment on no copy of an older one is read. */
    void set(long version) {
        if (!ended) {
            file.set(slot, version);
        }
    }

    /** Takes the right to be read away from all copies, for good. */
    void end() {
        ended = true;
        file.set(slot, VersionFile.ENDED);
    }

    boolean isEnded() {
        return ended;
    }

    void hold() {
        holders++;
    }

    /** Is held by one less; returns whether nobody holds it any more, which ends it. */
    boolean letGo() {
        holders--;
        if (holders > 0) {
            return false;
        }
        end(); // a renderer whose connection broke may not know yet
        marks.free(slot);
        return true;
    }
}
