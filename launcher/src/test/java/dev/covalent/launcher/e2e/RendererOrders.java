package dev.covalent.launcher.e2e;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.renderer.IpcRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Many messages and requests of one renderer. */
final class RendererOrders {
    private static final int THREADS = 4;
    private static final int[] SIZES = {0, 100, 70_000, 1_500_000};

    private RendererOrders() {}

    /** Invokes from several threads; returns the answers that were not the own ones. */
    static List<String> invokeMany(ScriptHost host, String channel, int count) throws Exception {
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<CompletableFuture<?>> answers = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int first = t * count;
            threads.add(Threads.daemon("invoker-" + t, () -> {
                for (int i = first; i < first + count; i++) {
                    int number = i;
                    answers.add(host.ipc().invoke(channel, number).thenAccept(answer -> {
                        if (answer.get(int.class) != number) {
                            wrong.add(answer.get() + " for " + number);
                        }
                    }));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join(Errand.LIMIT_MILLIS);
        }
        for (CompletableFuture<?> answer : answers) {
            Script.unwrapped(answer);
        }
        if (answers.size() != THREADS * count) {
            wrong.add(answers.size() + " answers");
        }
        return List.copyOf(wrong);
    }

    /** Sends numbers with payloads of very different sizes, by every method in turn. */
    static @Nullable Object sendSizes(ScriptHost host, String channel, int count) throws Exception {
        IpcRenderer ipc = host.ipc();
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] payload = new byte[SIZES[i * 7 % SIZES.length]];
            switch (i % 5) {
                case 0 -> ipc.sendSync(channel, i, payload);
                case 1 -> answers.add(ipc.invoke(channel, i, payload));
                case 2 -> ipc.postMessage(channel, i, List.of());
                default -> ipc.send(channel, i, payload);
            }
        }
        for (CompletableFuture<?> answer : answers) {
            Script.unwrapped(answer);
        }
        return null;
    }
}
