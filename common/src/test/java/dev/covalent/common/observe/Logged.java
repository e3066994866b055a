package dev.covalent.common.observe;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a task logs: the simple logger writes to the standard error stream of the moment. */
public final class Logged {
    private Logged() {}

    /** Runs a task and returns what this JVM has logged meanwhile. */
    public static String by(Runnable task) {
        PrintStream before = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            task.run();
        } finally {
            System.setErr(before);
        }
        return logged.toString(StandardCharsets.UTF_8);
    }
}
