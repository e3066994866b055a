package dev.covalent.launcher.bench.jvm;

import dev.covalent.launcher.bench.rmi.BareRmi;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The server of what everything is compared with. */
final class BareServerPart implements Part {
    private @Nullable BareSocket socket;

    @Override
    public String open(String nothing) throws IOException {
        BareSocket listening = BareSocket.listen();
        socket = listening;
        return listening.port() + " " + BareRmi.export();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }
}
