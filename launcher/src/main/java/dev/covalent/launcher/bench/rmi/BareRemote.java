package dev.covalent.launcher.bench.rmi;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** The remote object that everything is compared with. */
interface BareRemote extends Remote {

    /** Returns what it was given. */
    byte[] call(byte[] message) throws RemoteException;

    /** Takes a message. */
    void send(byte[] message) throws RemoteException;
}
