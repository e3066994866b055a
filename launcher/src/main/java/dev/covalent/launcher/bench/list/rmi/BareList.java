package dev.covalent.launcher.bench.list.rmi;

import dev.covalent.launcher.bench.list.Item;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.util.List;

/** The list as plain RMI has it. */
interface BareList extends Remote {

    /** Returns how many items there are. */
    int length() throws RemoteException;

    /** Returns a copy of the list. */
    List<Item> items() throws RemoteException;

    /** Is told what going through it took, and what came of it. */
    void walked(long nanos, double sum) throws RemoteException;
}
