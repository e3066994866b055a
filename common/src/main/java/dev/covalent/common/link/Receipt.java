package dev.covalent.common.link;

/** Is told what became of frames of somebody who waits for that. */
@FunctionalInterface
public interface Receipt {

    /** Learns that the peer has taken that many bytes, or that they were dropped with the queue. */
    void taken(long bytes);
}
