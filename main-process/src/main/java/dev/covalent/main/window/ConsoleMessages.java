package dev.covalent.main.window;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.event.EventEmitter;
import dev.covalent.common.process.OutputSink;
import dev.covalent.main.ConsoleMessage;
import dev.covalent.main.WebContents;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the listeners of some contents what their renderer prints, in batches, on main's loop.
 *
 * <p>A renderer may print faster than main's loop takes it. Then lines are dropped, and a line in their place says how
 * many: whoever prints must neither fill main's memory, nor hold main's loop, nor wait for it.
 *
 * <p>Thread-safe.
 */
final class ConsoleMessages implements OutputSink {
    /** How many lines, and how many characters, may wait for main's loop; at most so many are told in one turn. */
    static final int MAX_LINES = 1000;

    static final int MAX_CHARACTERS = 256 * 1024;

    private final WebContents contents;
    private final EventEmitter emitter;
    private final EventLoop loop;
    private final Object lock = new Object();

    @GuardedBy("lock") private List<ConsoleMessage> waiting = new ArrayList<>();

    @GuardedBy("lock") private int characters;

    @GuardedBy("lock") private long dropped;

    @GuardedBy("lock") private boolean scheduled;

    /**
     * Makes a sink for what the renderer of some contents prints.
     *
     * @param emitter emits their events
     */
    ConsoleMessages(WebContents contents, EventEmitter emitter, EventLoop loop) {
        this.contents = contents;
        this.emitter = emitter;
        this.loop = loop;
    }

    @Override
    public void line(long pid, Stream stream, String text) {
        if (!emitter.hears(WebContents.CONSOLE_MESSAGE)) {
            return;
        }
        synchronized (lock) {
            if (waiting.size() < MAX_LINES && characters + text.length() <= MAX_CHARACTERS) {
                waiting.add(new ConsoleMessage(contents, streamOf(stream), text));
                characters += text.length();
            } else {
                dropped++;
            }
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        loop.execute(this::tell);
    }

    /** Tells all that waits: what was printed before the end of the process is told before that end. */
    private void tell() {
        List<ConsoleMessage> batch;
        long lost;
        synchronized (lock) {
            batch = waiting;
            lost = dropped;
            waiting = new ArrayList<>();
            characters = 0;
            dropped = 0;
            scheduled = false;
        }
        batch.forEach(this::tell);
        if (lost > 0) {
            tell(new ConsoleMessage(contents, ConsoleMessage.Stream.ERR, "… " + lost + " lines dropped"));
        }
    }

    private void tell(ConsoleMessage message) {
        if (!contents.isDestroyed()) {
            emitter.emit(WebContents.CONSOLE_MESSAGE, message);
        }
    }

    private static ConsoleMessage.Stream streamOf(Stream stream) {
        return stream == Stream.OUT ? ConsoleMessage.Stream.OUT : ConsoleMessage.Stream.ERR;
    }
}
