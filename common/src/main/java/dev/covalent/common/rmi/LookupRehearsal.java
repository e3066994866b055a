package dev.covalent.common.rmi;

import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.Registry;
import java.rmi.server.RemoteObjectInvocationHandler;

/**
 * Loads and links what a first lookup needs, and looks nothing up: for threads of their own, while another does what comes
 * before. It is about half of the time that a lookup takes in a JVM that has just started.
 *
 * <p>Thread-safe.
 */
public final class LookupRehearsal {
    private LookupRehearsal() {}

    /**
     * Rehearses what RMI needs of the rest of Java: random numbers, streams of objects, the class of a stub. Nothing of it
     * logs, so this may run while another thread finds out what the application logs by.
     */
    public static void beforeLogging() {
        RmiSettings.install();
        LeaseAnswers unused = LeaseAnswers.INSTANCE;
        describe(stub(RemoteMessageLink.class).getClass());
        describe(RemoteObjectInvocationHandler.class);
        describe(LinkClientFactory.class);
    }

    /**
     * Rehearses RMI itself, which begins with {@code java.util.logging}: not before it was found what the application logs
     * by, as that may set up the former.
     */
    public static void withLogging() {
        RmiSettings.install();
        try {
            Registry unused = LinkClientFactory.forStubs().registry();
        } catch (RemoteException failed) {
            // So will the lookup, which tells.
        }
    }

    /** Makes what has the class of a stub, which is made when it is first needed. */
    private static Remote stub(Class<? extends Remote> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
    }

    /** Finds out how objects of a class are read. */
    private static void describe(Class<?> type) {
        ObjectStreamClass unused = ObjectStreamClass.lookup(type);
    }
}
