package dev.covalent.main.rmi;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.rmi.Remote;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often it was read from a stream, which must be never. */
final class Marker implements Remote, Serializable {
    static final AtomicInteger READ = new AtomicInteger();

    private void readObject(ObjectInputStream input) throws IOException, ClassNotFoundException {
        READ.incrementAndGet();
        input.defaultReadObject();
    }
}
