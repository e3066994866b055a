package dev.covalent.common.remote;

import dev.covalent.common.ProcessInfo;

/** The main process, as it passes itself to a renderer. */
public interface ProcessPort {

    /** Says what the process is like now. */
    ProcessInfo info();
}
