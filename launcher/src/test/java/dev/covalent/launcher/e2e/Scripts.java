package dev.covalent.launcher.e2e;

import dev.covalent.common.Arguments;
import dev.covalent.common.Value;
import dev.covalent.main.IpcMain;
import dev.covalent.main.WebContents;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Main's end of the scripts: starts them in renderers and takes their results. Thread-safe. */
final class Scripts {
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, CompletableFuture<Value>> open = new ConcurrentHashMap<>();

    Scripts(IpcMain ipcMain) {
        ipcMain.handle(ScriptHost.DONE, (event, message) -> done(message));
        ipcMain.on(ScriptHost.DONE, (event, message) -> done(message));
    }

    CompletableFuture<Value> start(WebContents contents, boolean onLoop, Script script, List<?> args) {
        long number = last.incrementAndGet();
        CompletableFuture<Value> result = new CompletableFuture<>();
        open.put(number, result);
        contents.send(ScriptHost.RUN, number, script, onLoop, args);
        return result;
    }

    private @Nullable Object done(Arguments message) {
        CompletableFuture<Value> result = open.remove(message.get(0, long.class));
        if (result != null && message.get(1, boolean.class)) {
            result.complete(message.value(2));
        } else if (result != null) {
            result.completeExceptionally(new ScriptFailure(message.get(2, String.class)));
        }
        return null;
    }
}
