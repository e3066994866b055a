package dev.covalent.renderer.boot;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessageEvent;
import dev.covalent.common.MessagePort;
import dev.covalent.common.Subscription;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.event.EventEmitter;
import dev.covalent.common.port.LocalPort;
import dev.covalent.renderer.ParentPort;
import dev.covalent.renderer.host.Uncaught;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parent port of a process that is connected.
 *
 * <p>Thread-safe; lock order: this, then the port space. What has arrived when the last listener leaves is held for the next.
 */
final class ConnectedParentPort implements ParentPort {
    private static final EventType<MessageEvent> MESSAGE = EventType.of("message");

    private final LocalPort port;
    private final EventLoop loop;
    private final Supplier<MessageChannel> channels;
    private final Runnable posted;
    private final EventEmitter emitter = new EventEmitter(Uncaught::reportInUtility);

    /** What came to nobody, because the last listener had just left; in the turn of the loop. */
    private final Deque<MessageEvent> held = new ArrayDeque<>();

    private final Object lock = new Object();

    @GuardedBy("lock") private int listeners;

    /** Lets the thread go that keeps the JVM; null while there is none. */
    @GuardedBy("lock") private @Nullable CountDownLatch kept;

    /**
     * Makes one.
     *
     * @param port leads to main; nothing has come yet
     * @param loop runs the listeners
     * @param channels makes channels, both of whose ends are here
     * @param posted is run when something was posted, with no lock held
     */
    ConnectedParentPort(LocalPort port, EventLoop loop, Supplier<MessageChannel> channels, Runnable posted) {
        this.port = port;
        this.loop = loop;
        this.channels = channels;
        this.posted = posted;
        Subscription unused = port.onMessage(this::arrived);
        port.pause();
    }

    @Override
    public Subscription onMessage(EventListener<MessageEvent> listener) {
        Objects.requireNonNull(listener, "listener");
        Subscription added;
        synchronized (lock) {
            keepJvm();
            added = emitter.on(MESSAGE, listener);
            listeners++;
            loop.execute(this::deliverHeld); // ahead of what the port has
            port.start();
        }
        AtomicBoolean removed = new AtomicBoolean();
        return () -> {
            if (removed.compareAndSet(false, true)) {
                remove(added);
            }
        };
    }

    @Override
    public boolean postMessage(@Nullable Object message, List<MessagePort> transfer) {
        boolean sent = port.postMessage(message, transfer.toArray(MessagePort[]::new));
        posted.run();
        return sent;
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
    public MessageChannel newMessageChannel() {
        return channels.get();
    }

    private void arrived(MessageEvent event) {
        held.add(event);
        deliverHeld();
    }

    private void deliverHeld() {
        for (MessageEvent next = held.peek(); next != null && emitter.hears(MESSAGE); next = held.peek()) {
            if (emitter.emit(MESSAGE, next)) {
                held.remove();
            }
        }
    }

    private void remove(Subscription added) {
        synchronized (lock) {
            added.close();
            listeners--;
            if (listeners == 0) {
                port.pause();
                letJvmGo();
            }
        }
    }

    @GuardedBy("lock") private void keepJvm() {
        if (kept == null) {
            CountDownLatch latch = new CountDownLatch(1);
            Threads.keeping("parent-port", () -> await(latch)).start();
            kept = latch;
        }
    }

    @GuardedBy("lock") private void letJvmGo() {
        if (kept != null) {
            kept.countDown();
            kept = null;
        }
    }

    private static void await(CountDownLatch latch) {
        boolean released = false;
        while (!released) {
            try {
                latch.await();
                released = true;
            } catch (InterruptedException notMine) { // nobody but the last listener's end lets the JVM go
                released = latch.getCount() == 0;
            }
        }
    }
}
