package dev.covalent.main.access;

import dev.covalent.common.ProcessInfo;
import dev.covalent.common.remote.ProcessPort;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The process as a listener wants a page to see it.
 *
 * @param process says what it is like, and runs in the turn of main's loop
 */
record SuppliedProcess(Supplier<ProcessInfo> process) implements ProcessPort {

    SuppliedProcess {
        Objects.requireNonNull(process, "process");
    }

    @Override
    public ProcessInfo info() {
        return Objects.requireNonNull(
                process.get(), "What a listener of 'remote-get-builtin' gave in place of 'process' supplies null");
    }

    @Override
    public CompletionStage<ProcessInfo> infoAsync() {
        return CompletableFuture.completedFuture(info());
    }
}
