package dev.covalent.launcher.bench.list;

import dev.covalent.launcher.bench.rmi.BareRmi;
import java.io.DataInputStream;
import java.io.IOException;

/** The main class of a JVM that knows nothing of Covalent. It gets the list, and goes through it, and ends with its standard input. */
final class BareListProgram {
    private BareListProgram() {}

    /** Asks the object whose stub comes over standard input. */
    public static void main(String[] arguments) throws IOException {
        DataInputStream input = new DataInputStream(System.in);
        BareList list = BareRmi.stub(input.readUTF(), BareList.class);
        long start = System.nanoTime();
        double sum = Item.walk(list.items());
        list.walked(System.nanoTime() - start, sum);
        int more;
        do {
            more = input.read();
        } while (more >= 0);
        Runtime.getRuntime().halt(0); // RMI's threads would keep it
    }
}
