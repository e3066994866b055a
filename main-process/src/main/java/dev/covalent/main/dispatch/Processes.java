package dev.covalent.main.dispatch;

import dev.covalent.common.frame.Introduction;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import dev.covalent.main.utility.UtilityTable;
import dev.covalent.main.window.WindowTable;
import java.util.Optional;

/** Hands what becomes of a session to whoever keeps it: the windows, or the utility processes. Thread-safe. */
public final class Processes implements SessionTable.Newcomers {
    private final WindowTable windows;
    private final UtilityTable utilities;

    /** Makes one for the processes of an application. */
    public Processes(WindowTable windows, UtilityTable utilities) {
        this.windows = windows;
        this.utilities = utilities;
    }

    @Override
    public RendererSession attached(SessionKey key) {
        return windows.attached(key);
    }

    @Override
    public void lifelineOpened(RendererSession session, SessionKey provedBy, Lifeline lifeline) {
        if (session.isSpare()) {
            windows.spares().connected(session, lifeline);
        } else if (session.isUtility()) {
            utilities.lifelineOpened(session, lifeline);
        } else {
            windows.lifelineOpened(session, provedBy, lifeline);
        }
    }

    @Override
    public void abandoned(RendererSession session) {
        windows.abandoned(session); // no utility process attaches
    }

    /**
     * Takes in a process that makes its first call.
     *
     * @return the title of its window, empty text if it has none; nothing if it is gone
     */
    public Optional<String> connected(RendererSession session, Introduction introduction) {
        if (session.isUtility()) {
            return utilities.connected(session, introduction) ? Optional.of("") : Optional.empty();
        }
        return windows.connected(session, introduction).map(BrowserWindow::title);
    }

    /** Is told that a process leaves by itself. */
    public void goodbye(RendererSession session) {
        if (session.isUtility()) {
            utilities.goodbye(session);
        } else {
            windows.goodbye(session);
        }
    }

    /** Cuts off a process that broke the protocol. */
    public void cut(RendererSession session, String why) {
        if (session.isUtility()) {
            utilities.cut(session, why);
        } else {
            windows.cut(session, why);
        }
    }
}
