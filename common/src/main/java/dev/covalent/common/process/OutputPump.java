package dev.covalent.common.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts a stream into lines until it ends.
 *
 * <p>Confined to the thread that runs it.
 */
final class OutputPump implements Runnable {
    /** Longest line in one piece, in characters: what a child prints must not decide how much its parent buffers. */
    static final int MAX_LINE = 8192;

    private static final Logger log = LoggerFactory.getLogger(OutputPump.class);

    private final InputStream stream;
    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();
    private boolean afterReturn;
    private boolean warned;

    OutputPump(InputStream stream, Consumer<String> lines) {
        this.stream = stream;
        this.lines = lines;
    }

    @Override
    public void run() {
        char[] buffer = new char[MAX_LINE];
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    take(buffer[i]);
                }
            }
        } catch (IOException closed) {
            log.debug("Output of a child ended: {}", closed.toString());
        }
        if (line.length() > 0) {
            pass();
        }
    }

    private void take(char next) {
        boolean endOfPair = next == '\n' && afterReturn;
        afterReturn = next == '\r';
        if (next == '\n' || next == '\r') {
            if (!endOfPair) {
                pass();
            }
            return;
        }
        if (line.length() >= MAX_LINE || (line.length() == MAX_LINE - 1 && Character.isHighSurrogate(next))) {
            pass();
        }
        line.append(next);
    }

    /** A sink that fails must not end the pump: the child would stop in its next {@code print}. */
    private void pass() {
        String text = line.toString();
        line.setLength(0);
        try {
            lines.accept(text);
        } catch (RuntimeException failed) {
            if (!warned) {
                warned = true; // once: it may fail for every line
                log.warn("An output sink failed; lines are lost to it", failed);
            }
        }
    }
}
