package dev.covalent.launcher.e2e;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.renderer.IpcRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends a mix of everything from several threads at once: thread, number within the thread, number over all.
 *
 * <p>Main answers every message on the channel; what goes to the other renderer is heard there.
 */
final class SendMix {
    private static final int THREADS = 4;

    private final ScriptHost host;
    private final String channel;
    private final int count;
    private final int otherContents;
    private final Object turn = new Object();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<CompletableFuture<?>> answers = new ConcurrentLinkedQueue<>();
    private int next;

    SendMix(ScriptHost host, String channel, int count, int otherContents) {
        this.host = host;
        this.channel = channel;
        this.count = count;
        this.otherContents = otherContents;
    }

    /**
     * Sends them all.
     *
     * @param oneByOne whether the threads take turns, so that there is an order over all of them
     * @return what failed
     */
    List<String> run(boolean oneByOne) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            threads.add(Threads.daemon("mix-" + thread, () -> send(thread, oneByOne)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(RendererScripts.LIMIT_SECONDS));
        }
        for (CompletableFuture<?> answer : answers) {
            Script.unwrapped(answer);
        }
        return List.copyOf(failures);
    }

    private void send(int thread, boolean oneByOne) {
        Random random = new Random(20_261_123L + thread);
        try {
            for (int i = 0; i < count / THREADS; i++) {
                int kind = random.nextInt(20);
                if (oneByOne) {
                    synchronized (turn) {
                        sendOne(kind, thread, i, next++);
                    }
                } else {
                    sendOne(kind, thread, i, -1);
                }
            }
        } catch (RuntimeException failed) {
            failures.add(failed.toString());
        }
    }

    private void sendOne(int kind, int thread, int number, int overall) {
        IpcRenderer ipc = host.ipc();
        List<Integer> tag = List.of(thread, number, overall);
        if (kind < 9) {
            ipc.send(channel, tag);
        } else if (kind < 12) {
            expect(tag, ipc.sendSync(channel, tag).get());
        } else if (kind < 15) {
            answers.add(ipc.invoke(channel, tag).thenAccept(answer -> expect(tag, answer.get())));
        } else if (kind < 18) {
            ipc.postMessage(channel, tag, List.of());
        } else {
            ipc.sendTo(otherContents, channel, tag);
        }
    }

    private void expect(Object sent, @Nullable Object answered) {
        if (!sent.equals(answered)) {
            failures.add(sent + " was answered with " + answered);
        }
    }
}
