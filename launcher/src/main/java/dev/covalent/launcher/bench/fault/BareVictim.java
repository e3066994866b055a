package dev.covalent.launcher.bench.fault;

import java.io.IOException;

/**
 * The main class of a JVM that knows nothing of Covalent: it says that it runs, and waits, unless it is to end at once, until
 * whoever started it is gone.
 */
final class BareVictim {
    private BareVictim() {}

    /** Ends at once if there is an argument, and otherwise with its standard input. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(Victim.READY);
        System.out.flush();
        int more = arguments.length == 0 ? 0 : -1;
        while (more >= 0) {
            more = System.in.read();
        }
    }
}
