package dev.covalent.common.remote;

import java.util.List;

/** What an operator's tool passes to main to be told what passes. */
public interface TraceListener {

    /**
     * Is told of what has passed, in the order in which it ended.
     *
     * @param dropped how many lines before these are lost, because they were not taken fast enough
     */
    void lines(List<TraceLine> lines, long dropped);
}
