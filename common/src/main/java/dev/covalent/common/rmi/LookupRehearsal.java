package dev.covalent.common.rmi;

import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.dgc.Lease;
import java.rmi.registry.Registry;
import java.rmi.server.RemoteObject;
import java.rmi.server.RemoteObjectInvocationHandler;

/**
 * Loads and links what a first lookup needs, and looks nothing up: for a thread of its own, while another does what comes
 * before. It is most of the time that a lookup takes in a JVM that has just started.
 *
 * <p>It logs nothing, so that it can run while another thread finds out what the application logs by. Thread-safe.
 */
public final class LookupRehearsal {
    private LookupRehearsal() {}

    /** Rehearses. */
    public static void run() {
        RmiSettings.install();
        try {
            Registry registry = LinkClientFactory.forStubs().registry();
            LeaseAnswers unused = LeaseAnswers.INSTANCE;
            describe(stub(registry, RemoteMessageLink.class).getClass());
            describe(RemoteObjectInvocationHandler.class);
            describe(LinkClientFactory.class);
            describe(Lease.class);
        } catch (RemoteException failed) {
            return; // as the lookup will, which tells
        }
    }

    /** Makes a stub of nothing; the class of one is made when it is first needed. */
    private static Remote stub(Registry registry, Class<? extends Remote> type) {
        RemoteObjectInvocationHandler handler = new RemoteObjectInvocationHandler(((RemoteObject) registry).getRef());
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Finds out how objects of a class are read. */
    private static void describe(Class<?> type) {
        ObjectStreamClass unused = ObjectStreamClass.lookup(type);
    }
}
