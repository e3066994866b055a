package dev.covalent.launcher.bench.rmi;

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
        String stub = BareInput.readStub(System.in);
        byte[] own = BareRmi.export().getBytes(StandardCharsets.US_ASCII);
        BareRmi.connect(stub).call(own);
        BareInput.endWith(System.in);
    }
}
