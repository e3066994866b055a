package dev.covalent.main.app;

import dev.covalent.common.ProcessInfo;
import dev.covalent.common.remote.ProcessPort;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says what this process is like. Immutable. */
public final class MainProcessInfo implements ProcessPort {
    private final Instant started;

    /** Makes one that counts from the start of this process, or from now where the system does not tell that. */
    public MainProcessInfo() {
        started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    }

    @Override
    public ProcessInfo info() {
        Runtime runtime = Runtime.getRuntime();
        Duration uptime = Duration.between(started, Instant.now());
        return new ProcessInfo(
                ProcessHandle.current().pid(),
                uptime.isNegative() ? Duration.ZERO : uptime, // the clock may be set back
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory(),
                Runtime.version().toString());
    }

    @Override
    public CompletionStage<ProcessInfo> infoAsync() {
        return CompletableFuture.completedFuture(info());
    }
}
