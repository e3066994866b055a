package dev.covalent.renderer.host;

import dev.covalent.common.event.FailureLog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Reports what the code of a page or a utility process lets escape, and ends a renderer that has run out of memory. It can
 * end one before it was found out what the application logs by.
 *
 * <p>Thread-safe.
 */
public final class Uncaught {
    /** Causes may form a ring. */
    private static final int MAX_CAUSES = 20;

    /** What ends this JVM, if it is a renderer's alone; one that was launched separately is its owner's. */
    private static final AtomicReference<@Nullable Runnable> end = new AtomicReference<>();

    private Uncaught() {}

    /**
     * Says that this JVM is a renderer's alone and is to end when memory runs out: no page can be trusted after that.
     *
     * @param action ends the JVM at once
     */
    public static void outOfMemoryEnds(Runnable action) {
        end.set(action);
    }

    /** Logs an exception of a page that nobody else is told of; the loop goes on, unless memory has run out. */
    public static void report(Throwable thrown) {
        report("Uncaught in the page", thrown);
    }

    /** Logs an exception of a utility process, which has no page, that nobody else is told of; otherwise the same. */
    public static void reportInUtility(Throwable thrown) {
        report("Uncaught in the utility process", thrown);
    }

    private static void report(String what, Throwable thrown) {
        try {
            Log.log.error(what, thrown);
        } finally {
            endIfOutOfMemory(thrown);
        }
    }

    /** Prints what ended a thread, as the JVM does, whether or not there is a log. */
    public static void print(Thread thread, Throwable thrown) {
        try {
            PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
            err.print("Exception in thread \"" + thread.getName() + "\" ");
            thrown.printStackTrace(err);
        } finally {
            endIfOutOfMemory(thrown);
        }
    }

    /** Ends the JVM if memory running out is what an exception is about. */
    public static void endIfOutOfMemory(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (cause instanceof OutOfMemoryError) {
                Runnable action = end.get();
                if (action != null) {
                    action.run();
                }
                return;
            }
            cause = cause.getCause();
        }
    }

    /** Made when it is needed first. */
    private static final class Log {
        static final FailureLog log = new FailureLog(LoggerFactory.getLogger("dev.covalent.renderer.uncaught"));

        private Log() {}
    }
}
