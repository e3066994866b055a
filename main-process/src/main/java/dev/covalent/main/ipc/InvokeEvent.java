package dev.covalent.main.ipc;

import dev.covalent.common.Cancellation;
import dev.covalent.main.IpcMainInvokeEvent;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.RendererSession;

/** A request, known by its connection. Immutable. */
record InvokeEvent(RendererSession session, Cancellation cancellation) implements IpcMainInvokeEvent {

    @Override
    public WebContents sender() {
        return session.contents();
    }

    @Override
    public long processId() {
        return session.processId();
    }
}
