package dev.covalent.renderer.boot;

import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.process.ExitCodes;
import dev.covalent.common.process.ParentWatchdog;
import dev.covalent.common.process.ProcessIdentity;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What every process does that main has forked: it reads who it is, and ends when main is gone. */
final class ChildMain {
    private static final int MAX_BOOTSTRAP = 1 << 20;

    private ChildMain() {}

    /** Reads the bootstrap, whose length comes first. */
    static byte[] bootstrap(InputStream input, String help) throws IOException {
        DataInputStream data = new DataInputStream(input);
        int length = data.readInt();
        if (length < 0 || length > MAX_BOOTSTRAP) {
            throw new MalformedFrameException("A bootstrap of " + length + " bytes; is this started by hand? " + help);
        }
        return data.readNBytes(length);
    }

    /**
     * Ends this JVM when its parent is gone. The program of this JVM finds its standard input empty from now on.
     *
     * @param input ends with the parent
     */
    static ParentWatchdog endWith(long parentProcessId, InputStream input) {
        System.setIn(InputStream.nullInputStream()); // the watchdog reads the real one, and holds its lock
        ProcessIdentity parent = ProcessHandle.of(parentProcessId)
                .map(ProcessIdentity::of)
                .orElseGet(() -> new ProcessIdentity(parentProcessId, null));
        return ParentWatchdog.watch(parent, input, () -> System.exit(ExitCodes.PARENT_GONE));
    }
}
