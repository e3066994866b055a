package dev.covalent.launcher.bench.jvm;

import dev.covalent.launcher.bench.fault.BareEnds;
import dev.covalent.launcher.bench.list.rmi.BareLists;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.plan.Subject;
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
    public Measurement take(Subject subject, Mode mode) throws Exception {
        return switch (subject) {
            case BARE_JVM -> BareStarts.take(mode);
            case BARE_LIST -> BareLists.take();
            case BARE_KILLED, BARE_RUN -> BareEnds.take(subject);
            default -> throw new IllegalArgumentException("The bare server starts no " + subject);
        };
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }
}
