package dev.covalent.common.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Keeps the last few lines of an output.
 *
 * <p>Thread-safe.
 */
final class LineTail {
    private final int limit;

    @GuardedBy("this") private final ArrayDeque<String> lines = new ArrayDeque<>();

    LineTail(int limit) {
        this.limit = limit;
    }

    synchronized void add(String line) {
        if (lines.size() == limit) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
