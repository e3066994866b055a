package dev.covalent.common.rmi;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** The contents of the windows. Every argument and result is plain data; see {@link RemoteMessageLink}. */
public interface RemoteWebContents extends Remote {
    /** The name in the registry. */
    String NAME = "WebContents";

    /**
     * Asks for contents.
     *
     * @param sequence the number of the request
     * @param webContentsId their id
     * @return an encoded {@code Outcome} with a {@code ContentsDescription}, or null
     */
    Object fromId(long sequence, int webContentsId) throws RemoteException;
}
