package dev.covalent.main.utility;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.MessagePort;
import dev.covalent.common.Subscription;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.port.LocalPort;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.OutputSink;
import dev.covalent.main.Stdio;
import dev.covalent.main.UtilityOptions;
import dev.covalent.main.UtilityProcess;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the application has of a utility process.
 *
 * <p>Thread-safe. Events are emitted in the turn of main's loop.
 */
final class UtilityChild implements UtilityProcess {
    private final String serviceName;
    private final LocalPort port;
    private final LastingEvents events;
    private final @Nullable ChildOutput stdout;
    private final @Nullable ChildOutput stderr;
    private final Object lock = new Object();

    @GuardedBy("lock") private boolean listening;

    @GuardedBy("lock") private boolean over;

    private volatile long pid;
    private volatile @Nullable UtilitySupervisor supervisor;

    /**
     * Makes one whose process is yet to start.
     *
     * @param port leads to the process
     * @param loop main's event loop
     * @param uncaught is told what listeners throw
     */
    UtilityChild(UtilityOptions options, LocalPort port, EventLoop loop, Consumer<Throwable> uncaught) {
        this.serviceName = options.serviceName();
        this.port = port;
        this.events = new LastingEvents(loop, uncaught, Set.of(SPAWN, ERROR, EXIT));
        this.stdout = options.stdout() == Stdio.PIPE ? new ChildOutput() : null;
        this.stderr = options.stderr() == Stdio.PIPE ? new ChildOutput() : null;
    }

    /** Says who watches over the process; before anybody has this. */
    void supervisedBy(UtilitySupervisor watching) {
        supervisor = watching;
    }

    /** Takes the outputs of the process, on whatever thread has started it. */
    void started(ChildJvm child) {
        hand(child, OutputSink.Stream.OUT, stdout);
        hand(child, OutputSink.Stream.ERR, stderr);
    }

    /** Tells that the process was started; in the turn. */
    void spawned(long processId) {
        pid = processId;
        events.emit(SPAWN, this);
    }

    /**
     * Tells that the process is gone, after whatever it had posted; in the turn.
     *
     * @param told is run when that is told
     */
    void ended(UtilityEnd end, Runnable told) {
        boolean first;
        synchronized (lock) {
            first = listening;
            over = !first; // whoever listens from now on hears no message, so none can follow the end
        }
        if (first) {
            Subscription unused = port.onClose(() -> tellEnd(end, told)); // which comes after the messages
            port.cut(); // whatever the process did with the other end
        } else {
            tellEnd(end, told);
        }
    }

    private void tellEnd(UtilityEnd end, Runnable told) {
        synchronized (lock) {
            over = true;
        }
        pid = 0;
        if (stdout != null) {
            stdout.none(); // unless there was a process
        }
        if (stderr != null) {
            stderr.none();
        }
        try {
            if (end.failure() != null) {
                events.emit(ERROR, end.failure());
            }
            events.emit(EXIT, end.told());
        } finally {
            port.close();
            told.run();
        }
    }

    @Override
    public OptionalLong pid() {
        long current = pid;
        return current == 0 ? OptionalLong.empty() : OptionalLong.of(current);
    }

    @Override
    public String serviceName() {
        return serviceName;
    }

    @Override
    public Optional<InputStream> stdout() {
        return whileThere(stdout);
    }

    @Override
    public Optional<InputStream> stderr() {
        return whileThere(stderr);
    }

    private Optional<InputStream> whileThere(@Nullable InputStream output) {
        synchronized (lock) {
            return over ? Optional.empty() : Optional.ofNullable(output);
        }
    }

    @Override
    public boolean postMessage(@Nullable Object message, List<MessagePort> transfer) {
        return port.postMessage(message, transfer.toArray(MessagePort[]::new));
    }

    @Override
    public boolean isWritable() {
        return port.isWritable();
    }

    @Override
    public Subscription onDrain(Runnable listener) {
        return port.onDrain(listener);
    }

    @Override
    public boolean kill() {
        return Objects.requireNonNull(supervisor, "supervisor").kill();
    }

    @Override
    public <E> Subscription on(EventType<E> type, EventListener<? super E> listener) {
        Subscription added = events.on(type, listener);
        listen(type);
        return added;
    }

    @Override
    public <E> Subscription once(EventType<E> type, EventListener<? super E> listener) {
        Subscription added = events.once(type, listener);
        listen(type);
        return added;
    }

    private void listen(EventType<?> type) {
        if (type != MESSAGE) {
            return;
        }
        synchronized (lock) {
            if (listening || over) {
                return;
            }
            listening = true;
        }
        Subscription unused = port.onMessage(event -> events.emit(MESSAGE, event));
    }

    private static void hand(ChildJvm child, OutputSink.Stream stream, @Nullable ChildOutput output) {
        if (output != null) {
            output.from(child.output(stream).orElseThrow());
        }
    }

    @Override
    public String toString() {
        long current = pid;
        return "UtilityProcess '" + serviceName + "'" + (current == 0 ? "" : " (pid " + current + ")");
    }
}
