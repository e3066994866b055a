package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a child prints, and waits for what a test needs to see. */
final class RecordedOutput implements OutputSink {
    private static final long LIMIT_SECONDS = 15;

    final BlockingQueue<String> out = new LinkedBlockingQueue<>();
    final BlockingQueue<String> err = new LinkedBlockingQueue<>();

    @Override
    public void line(long pid, Stream stream, String text) {
        (stream == Stream.OUT ? out : err).add(text);
    }

    /** Returns the next line of the standard output that starts so. */
    String take(String start) throws InterruptedException {
        String line = out.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        while (line != null && !line.startsWith(start)) {
            line = out.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(line).as("line that starts with '%s'", start).isNotNull();
        return line == null ? "" : line;
    }
}
