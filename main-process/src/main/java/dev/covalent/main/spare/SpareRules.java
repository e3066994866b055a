package dev.covalent.main.spare;

import org.jspecify.annotations.Nullable;

/** Decides whether a spare renderer is to be made, and like which renderers it is to be started. Not thread-safe. */
final class SpareRules {
    /** After how many that did not take their page, one after the other, none is made any more. */
    static final int MAX_REFUSALS = 3;

    private final SpareUse use;
    private int opened;
    private int refusals;
    private boolean failed;
    private int lastContents;
    private @Nullable RendererKind last;
    private @Nullable RendererKind repeated;

    SpareRules(SpareUse use) {
        this.use = use;
    }

    /** A window is opened. */
    void windowOpened() {
        opened = Math.min(opened + 1, Integer.MAX_VALUE - 1);
        failed = false;
    }

    /** A window is closed, which had those contents. */
    void windowClosed(int contents) {
        if (contents == lastContents) {
            last = null;
        }
    }

    /**
     * A renderer of that kind is to be launched. One that is launched again for the same contents shows nothing: some
     * flags, as those that name a port, are only for one JVM at a time.
     */
    void launched(int contents, RendererKind kind) {
        if (use == SpareUse.OFF) {
            return; // nothing is to be remembered that nobody will ask for
        }
        RendererKind before = last;
        if (before != null && contents != lastContents && before.isLike(kind)) {
            repeated = kind;
        }
        last = kind;
        lastContents = contents;
    }

    /** Returns how many windows have been opened. */
    int opened() {
        return opened;
    }

    /** A spare died: there is to be no other until a window is opened, and then as usual. */
    void died() {
        failed = true;
        repeated = null;
    }

    /**
     * There can be no spare of that kind: the next one is to be as usual.
     *
     * @return whether one as usual is to be made at once: neither that nor the newest renderer of an open window, if there
     *     is one, is of that kind
     */
    boolean cannotBe(RendererKind kind, RendererKind usual) {
        RendererKind like = repeated;
        if (like != null && like.isLike(kind)) {
            repeated = null;
        }
        RendererKind newest = last;
        return !usual.isLike(kind) && (newest == null || !newest.isLike(kind));
    }

    /**
     * A spare could not be made: there is to be no other until a window is opened.
     *
     * @param openedBefore how many had been opened when that was begun: one may have been meanwhile
     */
    void notMade(int openedBefore) {
        failed |= opened == openedBefore;
    }

    /** A spare was taken, and had to be given up because it did not answer. */
    void refused() {
        refusals++;
    }

    /** A spare was taken, and took its page. */
    void served() {
        refusals = 0;
    }

    /** Tells whether spares have failed so often that none is made any more. */
    boolean isHopeless() {
        return refusals >= MAX_REFUSALS;
    }

    /** Tells whether there is to be a spare. */
    boolean isWanted() {
        return use.isWantedAfter(opened) && !failed && !isHopeless();
    }

    /**
     * Returns how the spare is to be started: like the last two renderers, one after the other, that were started alike for
     * windows that were open at the same time; else as usual.
     */
    RendererKind kind(RendererKind usual) {
        RendererKind like = repeated;
        return like == null ? usual : like;
    }
}
