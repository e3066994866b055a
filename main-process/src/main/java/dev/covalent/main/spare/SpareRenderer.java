package dev.covalent.main.spare;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.OutputSink;
import dev.covalent.main.archive.ClassArchives;
import dev.covalent.main.child.Deadlines;
import dev.covalent.main.session.RendererSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A renderer process that waits for its page, until that is handed to it. Immutable but for where its output goes;
 * thread-safe.
 */
public final class SpareRenderer {
    private static final Logger log = LoggerFactory.getLogger(SpareRenderer.class);

    private final RendererKind kind;
    private final StartStamp files;
    private final ClassArchives.Start start;
    private final RendererSession session;
    private final ChildJvm child;
    private final SpareOutput output;
    private final Deadlines deadlines;

    SpareRenderer(
            RendererKind kind,
            StartStamp files,
            ClassArchives.Start start,
            RendererSession session,
            ChildJvm child,
            SpareOutput output,
            Deadlines deadlines) {
        this.kind = kind;
        this.files = files;
        this.start = start;
        this.session = session;
        this.child = child;
        this.output = output;
        this.deadlines = deadlines;
    }

    /** Returns its process. */
    public ChildJvm child() {
        return child;
    }

    /** Returns what it was started from. */
    public ClassArchives.Start start() {
        return start;
    }

    /**
     * Hands it its page.
     *
     * @param bootstrap what a renderer gets that is forked for a page, in its encoded form
     * @param sink takes what it prints from now on
     */
    public void handOver(byte[] bootstrap, OutputSink sink) {
        output.goesTo(sink);
        child.send(framed(bootstrap));
    }

    /** Returns what is read as one piece from the standard input. */
    static byte[] framed(byte[] bootstrap) {
        return ByteBuffer.allocate(Integer.BYTES + bootstrap.length)
                .putInt(bootstrap.length)
                .put(bootstrap)
                .array();
    }

    RendererSession session() {
        return session;
    }

    /** Tells whether it is like a renderer of that kind would be. */
    boolean isLike(RendererKind other) {
        return kind.isLike(other);
    }

    /** It is not late any more: it has connected, or is to be no spare. */
    void inTime() {
        deadlines.end();
    }

    /**
     * Tells whether its jars and its working directory are those that a renderer would find that is started now; looks into
     * the file system.
     */
    boolean isUpToDate() {
        try {
            return files.isStillThatOf(kind.command());
        } catch (IOException missing) {
            log.debug("{}: what it was started from is there no more", this, missing);
            return false;
        }
    }

    @Override
    public String toString() {
        return "Spare renderer (pid " + child.pid() + ")";
    }
}
