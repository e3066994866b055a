package dev.covalent.renderer.remote;

import dev.covalent.common.ProcessInfo;
import dev.covalent.common.remote.ProcessPort;
import dev.covalent.renderer.RemoteProcess;
import java.util.concurrent.CompletableFuture;

/**
 * The main process, over the object that it passed for itself. Immutable.
 *
 * @param port that object
 */
record RemoteProcessImpl(ProcessPort port) implements RemoteProcess {

    @Override
    public ProcessInfo info() {
        return port.info();
    }

    @Override
    public CompletableFuture<ProcessInfo> infoAsync() {
        return port.infoAsync().toCompletableFuture();
    }
}
