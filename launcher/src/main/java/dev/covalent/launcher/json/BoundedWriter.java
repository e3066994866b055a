package dev.covalent.launcher.json;

import java.io.IOException;
import java.io.Writer;

/** Passes on a certain number of characters and refuses more. Leaves what it writes to open. Not thread-safe. */
final class BoundedWriter extends Writer {
    private final Writer target;
    private long left;

    BoundedWriter(Writer target, long most) {
        this.target = target;
        this.left = most;
    }

    /** Says that there are too many characters. */
    static final class Full extends IOException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        if (length > left) {
            left = 0;
            throw new Full();
        }
        left -= length;
        target.write(characters, offset, length);
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
