package dev.covalent.renderer;

import dev.covalent.common.EventListener;
import dev.covalent.common.IpcException;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessageEvent;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.Subscription;
import dev.covalent.common.UncloneableValueException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Leads from a utility process to the main process that forked it. Mirrors Electron's {@code process.parentPort}.
 *
 * <p>Listeners run one at a time on an event loop of the process's own, which is another thread than that of its {@code
 * main} method. What one throws is logged, and the process goes on. Thread-safe.
 */
public interface ParentPort {

    /**
     * Returns the port of this process.
     *
     * @throws IllegalStateException if this process was not forked by {@code MainProcess.utilityProcess()}
     */
    static ParentPort get() {
        return ServiceLoader.load(Provider.class, ParentPort.class.getClassLoader())
                .findFirst()
                .flatMap(Provider::current)
                .orElseThrow(() -> new IllegalStateException("This JVM is no utility process, so it has no parent port:"
                        + " only what MainProcess.utilityProcess().fork(…) has started has one"));
    }

    /**
     * Adds a listener for messages. The first starts the port: what came before is delivered then, in order. When the last
     * one is removed the port is paused, and keeps what comes. As long as there is one, this JVM does not end by itself.
     */
    Subscription onMessage(EventListener<MessageEvent> listener);

    /** Posts a message without ports, as {@link #postMessage(Object, List)} does. */
    default boolean postMessage(@Nullable Object message) {
        return postMessage(message, List.of());
    }

    /**
     * Posts a message to the main process, which gets it even if this JVM ends at once, unless it is killed.
     *
     * @param message any value that can be cloned
     * @param transfer ports that go with it
     * @return false if the main process is gone, and the message dropped
     * @throws UncloneableValueException {@code An object could not be cloned}; nothing was sent
     * @throws QueueFullException as {@link MessagePort#postMessage} does: main has not consumed what was posted before
     * @throws IpcException if it cannot be sent
     * @throws IllegalArgumentException if a port is null, a duplicate, closed, or was transferred before
     */
    boolean postMessage(@Nullable Object message, List<MessagePort> transfer);

    /** Tells whether messages can be posted and no more than the high-water mark is on its way. */
    boolean isWritable();

    /** Adds a listener that is called as {@link MessagePort#onDrain} says. */
    Subscription onDrain(Runnable listener);

    /** Makes two entangled ports, one of which is to be handed on with a message. */
    MessageChannel newMessageChannel();

    /** Knows the parent port of this process. For the framework. */
    interface Provider {

        /** Returns it, or empty if this is no utility process. */
        Optional<ParentPort> current();
    }
}
