package dev.covalent.renderer.link;

import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Parcel;

/** Takes what main sends, other than replies that somebody takes, in its order. */
public interface InboundFrames {

    /**
     * Takes a frame on the link's receiving thread, which must not be held: user code goes to the event loop.
     *
     * @param handled to be run when the frame has been handled; until then its bytes count against what may be on the way
     */
    void take(Downstream frame, Runnable handled);

    /** Is told that frames for main have been delivered, so that there is room again. */
    void delivered();

    /**
     * Is told that what waits for a receiver had exceeded the high-water mark and has fallen to half of it.
     *
     * @param receiver 0 for main, else the id of the contents
     */
    void drained(int receiver);

    /** Is told what main answered when nobody waited for it any more, and that it refers to objects. */
    void unclaimed(Parcel answer);

    /**
     * Is told, in the turn of the loop, that a question failed, or what was chained to its answer, and that nobody has looked
     * at that and nobody can any more.
     */
    void ignored(Throwable failure);
}
