package dev.covalent.launcher.bench.fault;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.process.OpenSockets;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RemoteListeners;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What main has for one renderer: a callback, a port, requests in both directions, and the sockets and threads that serve
 * it. Made before the renderer is. Used by one thread at a time.
 */
final class Holdings implements AutoCloseable {
    private static final String RMI = "RMI ";
    private static final String IDLE_RMI = "(idle)";
    private static final String POOL = "java.util.concurrent.ThreadPoolExecutor";

    private final MainProcess main;
    private final RemoteListeners<Runnable> listeners = new RemoteListeners<>();
    private final AtomicBoolean portClosed = new AtomicBoolean();
    private final AtomicBoolean requestGone = new AtomicBoolean();
    private final Semaphore asked = new Semaphore(0);
    private final Subscription listening;
    private final Subscription handling;
    private final Set<String> sockets = ownSockets();
    private final Set<Thread> threads = busyThreads();
    private CompletableFuture<Value> answer = new CompletableFuture<>();

    @SuppressWarnings("FutureReturnValueIgnored") // the handler's future is the answer that never comes
    Holdings(MainProcess main) {
        this.main = main;
        main.globals().share(Bell.NAME, Bell.class, listeners::add);
        listening = main.ipcMain().on(VictimPage.UNANSWERED, (event, message) -> {
            event.defer();
            asked.release();
        });
        handling = main.ipcMain().handle(VictimPage.UNANSWERED, (event, message) -> {
            Subscription unused = event.cancellation().onCancelled(() -> requestGone.set(true));
            asked.release();
            return new CompletableFuture<>();
        });
    }

    /** Waits until main has all of that for a renderer. */
    void takeFor(VictimWindow window) throws Exception {
        MessageChannel channel = main.ipcMain().newMessageChannel();
        channel.port1().onClose(() -> portClosed.set(true));
        window.contents().postMessage(VictimPage.TAKE_PORT, null, List.of(channel.port2()));
        window.contents().send(VictimPage.RING);
        window.contents().send(VictimPage.ASK_MAIN);
        answer = window.contents().invoke(VictimPage.ASK, Faults.NEVER);
        Within.limit("main has been asked", () -> asked.tryAcquire(2));
        Within.limit("main has the callback", () -> !listeners.isEmpty());
        Set<String> otherSockets = Set.copyOf(sockets);
        sockets.addAll(ownSockets());
        sockets.removeAll(otherSockets);
        Set<Thread> otherThreads = Set.copyOf(threads);
        threads.addAll(busyThreads());
        threads.removeAll(otherThreads);
        if (sockets.isEmpty() || threads.isEmpty() || portClosed.get() || requestGone.get() || answer.isDone()) {
            throw new IllegalStateException(
                    "Main has not what it should for a renderer: sockets " + sockets + ", threads " + threads
                            + ", port closed " + portClosed + ", request gone " + requestGone + ", answer " + answer);
        }
    }

    /** Tells whether main has nothing of it any more. */
    boolean areGone() {
        return answer.isDone()
                && portClosed.get()
                && requestGone.get()
                && listeners.isEmpty()
                && threads.stream().noneMatch(Holdings::isBusy)
                && ownSockets().stream().noneMatch(sockets::contains);
    }

    private static Set<String> ownSockets() {
        return OpenSockets.of(ProcessHandle.current().pid());
    }

    private static Set<Thread> busyThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Holdings::isBusy)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Threads of pools wait for other work a while. */
    private static boolean isBusy(Thread thread) {
        String name = thread.getName();
        boolean ours = name.startsWith(Threads.PREFIX) || (name.startsWith(RMI) && !name.contains(IDLE_RMI));
        return ours
                && thread.isAlive()
                && Stream.of(thread.getStackTrace())
                        .noneMatch(frame -> frame.getClassName().equals(POOL)
                                && frame.getMethodName().equals("getTask"));
    }

    @Override
    public void close() {
        listening.close();
        handling.close();
        main.globals().unshare(Bell.NAME);
    }
}
