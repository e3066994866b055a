package dev.covalent.launcher.bench.rmi;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The main class of a JVM that knows nothing of Covalent. It exports an object, as whoever is to be called has to, makes a
 * call, and then does nothing until its standard input ends.
 */
public final class BareStart {
    private BareStart() {}

    /** Calls the object whose stub comes over standard input. */
    public static void main(String[] arguments) throws IOException {
        DataInputStream input = new DataInputStream(System.in);
        String stub = input.readUTF();
        byte[] own = BareRmi.export().getBytes(StandardCharsets.US_ASCII);
        BareRmi.connect(stub).call(own);
        int more;
        do {
            more = input.read();
        } while (more >= 0);
        Runtime.getRuntime().halt(0); // RMI's threads would keep it
    }
}
