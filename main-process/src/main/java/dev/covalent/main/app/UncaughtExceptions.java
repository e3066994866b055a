package dev.covalent.main.app;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.event.EventEmitter;
import dev.covalent.main.App;
import java.util.function.Consumer;

/** Tells the listeners of {@link App#UNCAUGHT_EXCEPTION}, in the turn; what none is told of is logged. Thread-safe. */
final class UncaughtExceptions {
    private final EventLoop loop;
    private final EventEmitter emitter;
    private final Consumer<Throwable> unheeded;

    /** Whether listeners are being told; changes in the turn only. */
    private boolean telling;

    /**
     * Makes the way to an application's listeners.
     *
     * @param unheeded is told what no listener is told of, on any thread
     */
    UncaughtExceptions(EventLoop loop, EventEmitter emitter, Consumer<Throwable> unheeded) {
        this.loop = loop;
        this.emitter = emitter;
        this.unheeded = unheeded;
    }

    void accept(Throwable thrown) {
        if (!emitter.hears(App.UNCAUGHT_EXCEPTION)) {
            unheeded.accept(thrown);
        } else if (loop.inTurn()) {
            tell(thrown);
        } else {
            loop.execute(() -> tell(thrown));
        }
    }

    private void tell(Throwable thrown) {
        if (telling) { // what comes of telling is logged: told, it could go on for ever
            unheeded.accept(thrown);
            return;
        }
        telling = true;
        try {
            if (!emitter.emit(App.UNCAUGHT_EXCEPTION, thrown, unheeded)) {
                unheeded.accept(thrown);
            }
        } finally {
            telling = false;
        }
    }
}
