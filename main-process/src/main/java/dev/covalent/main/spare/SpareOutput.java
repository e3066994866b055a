package dev.covalent.main.spare;

import dev.covalent.common.process.OutputSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what a spare renderer prints: into main's log, for those who look closely, until it has a page. Thread-safe. */
final class SpareOutput implements OutputSink {
    private static final Logger log = LoggerFactory.getLogger(SpareOutput.class);

    private volatile OutputSink target = (pid, stream, text) -> log.debug("[spare renderer pid {}] {}", pid, text);

    /** Says where lines go from now on. */
    void goesTo(OutputSink other) {
        target = other;
    }

    @Override
    public void line(long pid, Stream stream, String text) {
        target.line(pid, stream, text);
    }
}
