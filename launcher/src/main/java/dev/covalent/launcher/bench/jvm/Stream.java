package dev.covalent.launcher.bench.jvm;

/** Messages one way, sent by one thread. */
@FunctionalInterface
interface Stream {

    /**
     * Sends so many messages and waits until the receiver has handled all of them.
     *
     * @return how many came otherwise than they were sent
     */
    long run(long count) throws Exception;
}
