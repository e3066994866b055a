package dev.covalent.main.invoke;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.LoopFuture;
import java.util.concurrent.TimeUnit;

/** Refuses every wait on main's loop: the answer is taken in a later turn of it. Immutable. */
record NoWaitingOnMain(EventLoop loop) implements LoopFuture.Waiting {

    @Override
    public void help(long limit, TimeUnit unit) {
        check();
    }

    @Override
    public void check() {
        if (loop.inTurn()) {
            throw new IllegalStateException("Waiting here would never end: this thread holds the turn of main's event"
                    + " loop, and a renderer's answer is taken in a later turn. Chain with thenAccept, or wait on"
                    + " another thread");
        }
    }
}
