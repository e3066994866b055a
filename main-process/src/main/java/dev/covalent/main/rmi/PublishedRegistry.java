package dev.covalent.main.rmi;

import dev.covalent.common.frame.Welcome;
import dev.covalent.common.rmi.DataFilter;
import dev.covalent.common.rmi.RemoteBrowserWindow;
import dev.covalent.common.rmi.RemoteGlobalRegistry;
import dev.covalent.common.rmi.RemoteMessageLink;
import dev.covalent.common.rmi.RemoteWebContents;
import dev.covalent.main.dispatch.Dispatcher;
import dev.covalent.main.dispatch.Processes;
import dev.covalent.main.listener.Listener;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import java.io.IOException;
import java.rmi.AlreadyBoundException;
import java.rmi.Remote;
import java.util.function.Function;

/**
 * The registry that a main process publishes: {@code GlobalRegistry}, {@code BrowserWindow}, {@code WebContents} and the
 * message link. Thread-safe.
 */
public final class PublishedRegistry implements AutoCloseable {
    private final RmiServer server;

    private PublishedRegistry(RmiServer server) {
        this.server = server;
    }

    /**
     * Exports the objects and binds their names.
     *
     * @param maxRequestBytes the largest array that a call may bring, and so many bytes of large ones
     * @param welcomes makes what a renderer is told when it connects
     * @throws IOException if they cannot be exported; nothing stays exported
     */
    public static PublishedRegistry publish(
            Listener listener,
            SessionTable sessions,
            Dispatcher dispatcher,
            Processes processes,
            int maxRequestBytes,
            Function<RendererSession, Welcome> welcomes)
            throws IOException {
        Callers callers = new Callers(sessions);
        RegistryServers servers = new RegistryServers(callers, dispatcher, processes);
        PublishedRegistry registry = new PublishedRegistry(RmiServer.start(listener));
        DataFilter filter = DataFilter.bytes(maxRequestBytes);
        try {
            registry.bind(
                    RemoteMessageLink.NAME, new MessageLinkServer(callers, dispatcher, processes, welcomes), filter);
            registry.bind(RemoteGlobalRegistry.NAME, servers.globalRegistry(), filter);
            registry.bind(RemoteBrowserWindow.NAME, servers.browserWindow(), filter);
            registry.bind(RemoteWebContents.NAME, servers.webContents(), filter);
            return registry;
        } catch (IOException | RuntimeException failed) {
            registry.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private void bind(String name, Remote object, DataFilter filter) throws IOException {
        try {
            server.bind(name, object, filter);
        } catch (AlreadyBoundException impossible) {
            throw new IllegalStateException(name + " is bound in a registry that was just made", impossible);
        }
    }
}
