package dev.covalent.launcher.bench.jvm;

import dev.covalent.launcher.bench.plan.Payload;
import dev.covalent.launcher.bench.plan.Subject;
import dev.covalent.launcher.bench.rmi.BareRmi;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The client of what everything is compared with. */
final class BareClientPart implements Part {
    private int port;
    private @Nullable BareRmi rmi;

    @Override
    public String open(String server) throws IOException {
        String[] parts = server.split(" ", 2);
        port = Integer.parseInt(parts[0]);
        rmi = BareRmi.connect(parts[1]);
        return "";
    }

    @Override
    public Probe probe(Subject subject, Payload payload) throws IOException {
        if (subject == Subject.BARE_SOCKET) {
            return BareSocket.echo(port, payload.bytes());
        }
        BareRmi client = client(subject);
        byte[] message = new byte[payload.bytes()];
        return () -> client.call(message);
    }

    @Override
    public Stream stream(Subject subject, Payload payload) {
        if (subject == Subject.BARE_SOCKET) {
            return BareSocket.stream(port, payload.bytes());
        }
        BareRmi client = client(subject);
        byte[] message = new byte[payload.bytes()];
        return count -> {
            for (long sent = 0; sent < count; sent++) {
                client.send(message);
            }
            return 0;
        };
    }

    private BareRmi client(Subject subject) {
        if (subject != Subject.BARE_RMI || rmi == null) {
            throw new IllegalArgumentException("The bare client measures no " + subject);
        }
        return rmi;
    }
}
