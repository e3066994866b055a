package dev.covalent.main.rmi;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** What the tests call. */
public interface Probe extends Remote {
    byte[] echo(byte[] bytes) throws RemoteException;

    long caller() throws RemoteException;

    int length(String text) throws RemoteException;

    void take(Object value) throws RemoteException;

    void block() throws RemoteException;
}
