package dev.covalent.common.rmi;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Sets up the RMI of this process. RMI reads most of these properties once, when its classes are loaded.
 *
 * <p>Thread-safe.
 */
public final class RmiSettings {
    /** The host name in stubs. Nobody connects to it; without it RMI would look up the machine's name. */
    public static final String HOST = "127.0.0.1";

    /** The port in stubs, the same for every main process: which process is meant is up to the socket factory. */
    public static final int PORT = 1;

    /** These protect the process and are set in any case. */
    private static final Map<String, String> REQUIRED = Map.of(
            "java.rmi.server.hostname", HOST,
            // Behind the registry's own check of the caller's address: no client may bind.
            "sun.rmi.registry.registryFilter", "!*",
            // Leases own nothing here, and a table of them could be filled by any client.
            "sun.rmi.transport.dgcFilter", "!*",
            "sun.rmi.server.suppressStackTraces", "true");

    /** These suit the framework, and give way to what the command line says. */
    private static final Map<String, String> PREFERRED = Map.of(
            // A pooled connection is worth 1 ms to the next call, and holds a thread of main; RMI's own limit is 15 s.
            "sun.rmi.transport.connectionTimeout", Long.toString(TimeUnit.SECONDS.toMillis(60)),
            "sun.rmi.transport.tcp.handshakeTimeout", Long.toString(TimeUnit.SECONDS.toMillis(5)),
            // The end of the lifeline closes a session's connections; none ends because it was idle.
            "sun.rmi.transport.tcp.readTimeout", "0",
            // Leases are granted where they are asked for; one whose connection broke is asked for again within this
            // time.
            "java.rmi.dgc.leaseValue", Long.toString(TimeUnit.SECONDS.toMillis(10)),
            // A renderer that has closed returns its leases to nobody, five times, on a thread of its own: at RMI's own
            // interval of 3 min it would outlive the renderer by 15.
            "sun.rmi.dgc.cleanInterval", Long.toString(TimeUnit.SECONDS.toMillis(1)),
            // RMI would collect the garbage of every process once an hour for the sake of leases.
            "sun.rmi.dgc.client.gcInterval", Long.toString(Long.MAX_VALUE - 1),
            "sun.rmi.dgc.server.gcInterval", Long.toString(Long.MAX_VALUE - 1));

    private RmiSettings() {}

    /**
     * Sets the properties; to be called before RMI is used. RMI's default socket factory is left alone: nothing of ours
     * goes through it, and an application may use RMI for purposes of its own. Calling again is a no-op.
     */
    public static synchronized void install() {
        REQUIRED.forEach(System::setProperty);
        PREFERRED.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
