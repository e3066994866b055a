package dev.covalent.renderer;

import dev.covalent.common.ProcessInfo;
import java.util.concurrent.CompletableFuture;

/** The main process, as a page sees it: to look at only. Mirrors {@code remote.process}. Thread-safe. */
public interface RemoteProcess {

    /** Returns what main's process is like now, all of it at one moment. One call to main. */
    ProcessInfo info();

    /** Returns what main's process is like as {@link #info} does, without waiting. */
    CompletableFuture<ProcessInfo> infoAsync();
}
