package dev.covalent.main;

import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.MessageEvent;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.Subscription;
import dev.covalent.common.UncloneableValueException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that the application has forked beside its windows. Mirrors Electron's {@code UtilityProcess}.
 *
 * <p>Events are emitted on the main process's event loop. Whoever forks off that loop may be late with a listener of
 * {@link #SPAWN}, {@link #ERROR} or {@link #EXIT}: one that is added after the event is called with it all the same, once
 * and in a turn of its own, also if it was added with {@link #once}. An application that drops its reference does not end
 * the process, and goes on to get its events. Thread-safe.
 */
public interface UtilityProcess {
    /**
     * The process was started. Mirrors {@code spawn}; not emitted if it could not be. A listener that is added late may find
     * the process gone, and without a {@link #pid}.
     */
    EventType<UtilityProcess> SPAWN = EventType.of("spawn");

    /**
     * A message came from the process. Mirrors {@code message}. What comes before there is a listener is kept, and counts
     * against what the process may post; it is dropped with the process.
     */
    EventType<MessageEvent> MESSAGE = EventType.of("message");

    /** The JVM could not go on: it ran out of memory or crashed. Mirrors {@code error}; emitted before {@link #EXIT}. */
    EventType<FatalError> ERROR = EventType.of("error");

    /**
     * The process is gone, after all that it had posted; the event is its exit code. Mirrors {@code exit}: emitted once, and
     * last. It is 0 also after a {@link #kill} that was obeyed; 128 and the signal's number if another signal ended it; 1 if
     * it could not be started, which the log explains. One whose JVM ended without running
     * its program, as flags can make it, tells the JVM's own, also if that is 0; {@link App#CHILD_PROCESS_GONE} has it as a
     * launch that failed.
     */
    EventType<Integer> EXIT = EventType.of("exit");

    /** Returns the process id; empty before {@link #SPAWN} and from {@link #EXIT} on. */
    OptionalLong pid();

    /** Returns what it is called. */
    String serviceName();

    /**
     * Returns what the process prints on its standard output, if that is a {@link Stdio#PIPE}: from the beginning, also
     * before {@link #SPAWN}, when reading waits. Empty from {@link #EXIT} on, when what was returned before can still be read
     * to its end. There is one stream, and each byte is read once.
     */
    Optional<InputStream> stdout();

    /** Returns what the process prints on its standard error, as {@link #stdout} does. */
    Optional<InputStream> stderr();

    /** Posts a message without ports, as {@link #postMessage(Object, List)} does. */
    default boolean postMessage(@Nullable Object message) {
        return postMessage(message, List.of());
    }

    /**
     * Posts a message to the process's parent port. What is posted before the process runs, or listens, is kept for it, in
     * order.
     *
     * @param message any value that can be cloned
     * @param transfer ports that go with it
     * @return false if the process is gone, and the message dropped
     * @throws UncloneableValueException if the message cannot be cloned; nothing was sent
     * @throws QueueFullException as {@link MessagePort#postMessage} does: the process has not consumed what was posted before
     * @throws IllegalArgumentException if a port is null, a duplicate, closed, or was transferred before
     */
    boolean postMessage(@Nullable Object message, List<MessagePort> transfer);

    /** Tells whether messages can be posted and no more than the high-water mark is on its way. */
    boolean isWritable();

    /** Adds a listener that is called as {@link MessagePort#onDrain} says. */
    Subscription onDrain(Runnable listener);

    /**
     * Asks the process to end (SIGTERM), which runs its shutdown hooks. If it is not started yet, it is ended as soon as it
     * is. {@link #EXIT} is then 0.
     *
     * @return false if it is gone, or could not be started
     */
    boolean kill();

    /** Adds a listener. */
    <E> Subscription on(EventType<E> type, EventListener<? super E> listener);

    /** Adds a listener that is removed before its first call. */
    <E> Subscription once(EventType<E> type, EventListener<? super E> listener);
}
