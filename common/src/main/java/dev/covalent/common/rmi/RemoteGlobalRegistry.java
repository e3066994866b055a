package dev.covalent.common.rmi;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** The shared objects of the main process. Every argument and result is plain data; see {@link RemoteMessageLink}. */
public interface RemoteGlobalRegistry extends Remote {
    /** The name in the registry. */
    String NAME = "GlobalRegistry";

    /**
     * Asks what is shared under a name.
     *
     * @param sequence the number of the request
     * @param request an encoded {@code RemoteRequest.GlobalFind}
     * @return an encoded {@code Outcome}
     */
    Object getGlobal(long sequence, Object request) throws RemoteException;

    /**
     * Uses a shared object.
     *
     * @param sequence the number of the request
     * @param request an encoded {@code RemoteRequest.BagCall} or {@code RemoteRequest.ObjectCall}
     * @return an encoded {@code Outcome}
     */
    Object call(long sequence, Object request) throws RemoteException;
}
