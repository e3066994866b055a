package dev.covalent.common.process;

import dev.covalent.common.MistakenUse;

/**
 * Has Java say in one line, without its frames, what a program that {@code covalent run} runs has thrown because of a
 * mistake of who runs it. All else is told as ever.
 */
final class UncaughtMistake implements Thread.UncaughtExceptionHandler {
    private UncaughtMistake() {}

    /** Looks at what nobody catches from now on, unless the program does. */
    static void install() {
        if (Thread.getDefaultUncaughtExceptionHandler() == null) {
            Thread.setDefaultUncaughtExceptionHandler(new UncaughtMistake());
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (failure instanceof MistakenUse) {
            failure.setStackTrace(new StackTraceElement[0]);
        }
        ThreadGroup group = thread.getThreadGroup();
        Thread.setDefaultUncaughtExceptionHandler(null); // it would be asked again
        try {
            group.uncaughtException(thread, failure);
        } finally {
            if (Thread.getDefaultUncaughtExceptionHandler() == null) { // else the program has set its own meanwhile
                Thread.setDefaultUncaughtExceptionHandler(this);
            }
        }
    }
}
