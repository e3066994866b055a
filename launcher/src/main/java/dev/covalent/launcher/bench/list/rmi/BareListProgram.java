package dev.covalent.launcher.bench.list.rmi;

import dev.covalent.launcher.bench.list.Item;
import dev.covalent.launcher.bench.rmi.BareInput;
import dev.covalent.launcher.bench.rmi.BareRmi;
import java.io.IOException;

/**
 * The main class of a JVM that knows nothing of Covalent. It has made a small call, as a page has that has loaded, when it
 * gets the list and goes through it.
 */
final class BareListProgram {
    private BareListProgram() {}

    /** Asks the object whose stub comes over standard input. */
    public static void main(String[] arguments) throws IOException {
        BareList list = BareRmi.stub(BareInput.readStub(System.in), BareList.class);
        int unused = list.length();
        long start = System.nanoTime();
        double sum = Item.walk(list.items());
        list.walked(System.nanoTime() - start, sum);
        BareInput.endWith(System.in);
    }
}
