package dev.covalent.launcher.json;

import java.io.IOException;
import java.io.Writer;

/**
 * Passes JSON on, with each surrogate that is not one of a pair escaped: no encoding has bytes for it. In JSON they can
 * only be part of a string, where every character may be escaped. Leaves what it writes to open. Not thread-safe.
 */
final class SurrogateWriter extends Writer {
    private final Writer target;

    /** What came last, if its pair may be yet to come; else 0. */
    private char high;

    SurrogateWriter(Writer target) {
        this.target = target;
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        int end = offset + length;
        int from = offset; // what is before that has been passed on
        for (int i = offset; i < end; i++) {
            char next = characters[i];
            if (high == 0 && !Character.isSurrogate(next)) {
                continue;
            }
            target.write(characters, from, i - from);
            from = i + 1;
            after(next);
        }
        target.write(characters, from, end - from);
    }

    /** Passes on what waits for its pair, if any, and what comes after it, unless that waits itself. */
    private void after(char next) throws IOException {
        char before = high;
        high = 0;
        if (before != 0 && Character.isLowSurrogate(next)) {
            target.write(new char[] {before, next});
            return;
        }
        if (before != 0) {
            escape(before);
        }
        if (Character.isHighSurrogate(next)) {
            high = next;
        } else if (Character.isLowSurrogate(next)) {
            escape(next);
        } else {
            target.write(next);
        }
    }

    private void escape(char surrogate) throws IOException {
        target.write(String.format("\\u%04X", (int) surrogate));
    }

    @Override
    public void flush() throws IOException {
        target.flush(); // what waits is followed by the end of its string at least
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
