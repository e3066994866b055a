package dev.covalent.main.rmi;

import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;

/**
 * Tells whose remote call the current thread serves. It rests on the connection, never on an argument.
 *
 * <p>Thread-safe.
 */
public final class CallerSession {
    private CallerSession() {}

    /**
     * Returns the id of the session whose call the current thread serves.
     *
     * @throws IllegalStateException if it serves none
     */
    public static long id() {
        try {
            return CallerAddress.sessionId(RemoteServer.getClientHost());
        } catch (ServerNotActiveException outside) {
            throw new IllegalStateException(
                    "This thread serves no remote call; ask for the caller in the remote method itself", outside);
        }
    }
}
