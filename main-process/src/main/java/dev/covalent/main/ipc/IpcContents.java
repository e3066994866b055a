package dev.covalent.main.ipc;

import dev.covalent.common.event.EventEmitter;
import dev.covalent.main.WebContents;

/** Contents, as the router of messages sees them. Thread-safe. */
public interface IpcContents extends WebContents {

    @Override
    MainIpc ipc();

    /** Returns what emits the events of the contents. */
    EventEmitter emitter();
}
