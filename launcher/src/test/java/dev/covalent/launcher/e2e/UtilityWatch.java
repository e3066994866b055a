package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.MessageEvent;
import dev.covalent.main.FatalError;
import dev.covalent.main.UtilityProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps what is told of a utility process, in order. Thread-safe. */
final class UtilityWatch {
    private static final long LIMIT_SECONDS = 20;

    final UtilityProcess process;
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<FatalError> errors = new CopyOnWriteArrayList<>();
    private final BlockingQueue<MessageEvent> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Long> spawned = new CompletableFuture<>();
    private final CompletableFuture<Integer> exited = new CompletableFuture<>();

    UtilityWatch(UtilityProcess process) {
        this.process = process;
        process.on(UtilityProcess.SPAWN, same -> {
            events.add("spawn");
            spawned.complete(same.pid().orElseThrow());
        });
        process.on(UtilityProcess.MESSAGE, message -> {
            events.add("message");
            messages.add(message);
        });
        process.on(UtilityProcess.ERROR, error -> {
            events.add("error");
            errors.add(error);
        });
        process.on(UtilityProcess.EXIT, code -> {
            events.add("exit " + code);
            exited.complete(code);
        });
    }

    long awaitSpawn() {
        return Peer.settled(spawned);
    }

    ProcessHandle handle() {
        return ProcessHandle.of(awaitSpawn()).orElseThrow();
    }

    int awaitExit() {
        return Peer.settled(exited);
    }

    MessageEvent takeEvent() throws InterruptedException {
        MessageEvent next = messages.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("a message, after %s", events).isNotNull();
        if (next == null) {
            throw new AssertionError("unreachable");
        }
        return next;
    }

    @Nullable Object take() throws InterruptedException {
        return takeEvent().data().get();
    }

    List<@Nullable Object> take(int count) throws InterruptedException {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(take());
        }
        return all;
    }
}
