package dev.covalent.launcher.e2e;

import dev.covalent.common.endpoint.EndpointDescriptor;
import dev.covalent.common.rmi.RegistryClient;
import dev.covalent.common.rmi.RemoteMessageLink;
import dev.covalent.common.rmi.RmiSettings;
import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.Attachment;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.Role;
import java.io.IOException;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.util.concurrent.CompletableFuture;

/** A client that knows the secret and uses RMI by itself. Not thread-safe. */
final class Client implements AutoCloseable {
    private final Attachment attachment;
    private final Dialer dialer;

    private Client(Attachment attachment, Dialer dialer) {
        this.attachment = attachment;
        this.dialer = dialer;
    }

    static Client attach(EndpointDescriptor endpoint) throws IOException {
        Address address = Address.parse(endpoint.address());
        Attachment attachment = Dialer.attach(address, endpoint.secret());
        return new Client(attachment, new Dialer(address, attachment::key));
    }

    Registry registry() throws IOException {
        RmiSettings.install();
        return LocateRegistry.getRegistry(RmiSettings.HOST, RmiSettings.PORT, (host, port) -> dialer.dial(Role.RMI));
    }

    RemoteMessageLink link() throws IOException, NotBoundException {
        return lookup(RemoteMessageLink.NAME, RemoteMessageLink.class);
    }

    <T extends Remote> T lookup(String name, Class<T> type) throws IOException, NotBoundException {
        return new RegistryClient(dialer).lookup(name, type);
    }

    /** Returns what completes when main ends the lifeline; to be called once. */
    CompletableFuture<Boolean> lifelineEnd() {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        attachment.lifeline().watch(() -> {}, () -> ended.complete(true));
        return ended;
    }

    @Override
    public void close() {
        attachment.lifeline().close();
        dialer.close();
    }
}
