package dev.covalent.common.rmi;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** The windows of the main process. Every argument and result is plain data; see {@link RemoteMessageLink}. */
public interface RemoteBrowserWindow extends Remote {
    /** The name in the registry. */
    String NAME = "BrowserWindow";

    /**
     * Asks for a window.
     *
     * @param sequence the number of the request
     * @param windowId the id of the window
     * @return an encoded {@code Outcome} with a {@code WindowDescription}, or null
     */
    Object fromId(long sequence, int windowId) throws RemoteException;

    /**
     * Asks for all windows.
     *
     * @param sequence the number of the request
     * @return an encoded {@code Outcome} with a list of {@code WindowDescription}
     */
    Object getAllWindows(long sequence) throws RemoteException;
}
