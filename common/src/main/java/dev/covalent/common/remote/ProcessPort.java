package dev.covalent.common.remote;

import dev.covalent.common.ProcessInfo;
import java.util.concurrent.CompletionStage;

/** The main process, as it passes itself to a renderer. */
public interface ProcessPort {

    /** Says what the process is like now. */
    ProcessInfo info();

    /** Says the same to who does not wait for it. */
    CompletionStage<ProcessInfo> infoAsync();
}
