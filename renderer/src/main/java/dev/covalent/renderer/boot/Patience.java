package dev.covalent.renderer.boot;

import dev.covalent.renderer.rmi.RmiMainStubs;
import java.time.Duration;

/**
 * How long a renderer waits for main.
 *
 * @param answer to its introduction
 * @param delivery of what it has sent, when it closes
 */
record Patience(Duration answer, Duration delivery) {

    /** Of one that was launched separately: whoever closes it waits. */
    static final Patience OF_GUEST = new Patience(RmiMainStubs.OPEN_LIMIT, Duration.ofSeconds(2));

    /** Of one that main has forked: main, which may be stopped or overloaded meanwhile, ends it if it takes too long. */
    static final Patience OF_CHILD = new Patience(ChildMain.START_LIMIT, ChildMain.START_LIMIT);
}
