package dev.covalent.launcher.e2e;

import dev.covalent.renderer.IpcRenderer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Listeners of a renderer that come, go and meet while messages are delivered. */
final class RendererListeners {
    private static final int MEETINGS = 300;

    private RendererListeners() {}

    /** Tells which listeners were called by two messages, when they change each other while the first is emitted. */
    static List<String> emitting(ScriptHost host, String channel) throws Exception {
        IpcRenderer ipc = host.ipc();
        List<String> called = new CopyOnWriteArrayList<>();
        IpcRenderer.Listener twice = (event, message) -> called.add("twice");
        ipc.on(channel, twice);
        ipc.on(channel, twice);
        IpcRenderer.Listener never = (event, message) -> called.add("never");
        ipc.once(channel, never);
        ipc.off(channel, never);
        ipc.once(channel, (event, message) -> called.add("once, left " + ipc.listenerCount(channel)));
        ipc.on(channel, (event, message) -> {
            ipc.off(channel, twice);
            ipc.on(channel, (later, again) -> called.add("added"));
            ipc.removeAllListeners(channel + ".unused");
        });
        ipc.on(channel, (event, message) -> called.add("last"));
        ipc.invoke("bounce", channel).get(Errand.LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        host.listen(channel);
        ipc.invoke("bounce", channel).get(Errand.LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        host.inbox.take(channel, 1);
        ipc.on(channel, (event, message) -> ipc.removeAllListeners(channel));
        host.listen(channel);
        ipc.invoke("bounce", channel).get(Errand.LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        host.inbox.take(channel, 2); // of both, although the one between them removed all
        called.add("left " + ipc.listenerCount(channel));
        return called;
    }

    /** Counts how often a listener, a port's listener or a completed invoke ran while another did. */
    static int overlaps(ScriptHost host, String channel) throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Runnable alone = () -> {
            if (inside.getAndIncrement() != 0) {
                overlaps.incrementAndGet();
            }
            Thread.onSpinWait();
            inside.decrementAndGet();
            if (ran.incrementAndGet() == 3 * MEETINGS) {
                done.complete(true);
            }
        };
        host.ipc().on(channel, (event, message) -> alone.run());
        var ports = host.ipc().newMessageChannel();
        ports.port1().onMessage(message -> alone.run());
        for (int i = 0; i < MEETINGS; i++) {
            CompletableFuture<Void> unused =
                    host.ipc().invoke("bounce", channel).thenAccept(value -> alone.run());
            ports.port2().postMessage(i);
        }
        done.get(Errand.LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        ports.port1().close();
        return overlaps.get();
    }
}
