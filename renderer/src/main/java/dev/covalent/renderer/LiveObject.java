package dev.covalent.renderer;

import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.PropertyBag;

/**
 * A shared object of which this renderer keeps a copy, so that reading it costs no call to main, but about as much as
 * reading a concurrent map. Electron has nothing like it: every read of its {@code remote} is a round trip.
 *
 * <p><b>What is promised</b> is what the round trip gave, linearizability: every operation on the object, in whatever
 * process, takes effect in one moment between its call and its return, and all processes see one order of these moments.
 * So once a {@code set} has returned anywhere, no process reads the old value, and once somebody has read a new value, nobody
 * reads the old one. It holds with renderers that are stopped, that hang or that are killed, whatever they were doing, and no
 * writer ever waits for a reader: main writes the number of the new version into memory that all processes share before
 * anybody can read the change, and a copy of another version is not read.
 *
 * <p><b>When it asks main.</b> From a write until this renderer has been told of the change, which is about as long as a
 * round trip, reads ask main, and cost what those of a {@link RemoteObject} cost; so do they while this renderer does not
 * keep up with what main sends it, and where no memory can be shared with main, of which the log of either warns; they try
 * again now and then. {@link #isLocal}
 * tells. What is written always goes to main, and so does a batch that writes. An object that is written to more often than
 * it is read is better read by {@link RemoteObject}.
 *
 * <p>{@code get}, {@code has}, {@code keys}, {@code snapshot} and batches of these are answered here; {@code getAndUpdate}
 * and {@code updateAndGet} read here and take one call instead of two. A read here does not wait for what this renderer has
 * sent and main has not answered yet, as one by call would: what {@code async().set} writes is read when its future has
 * completed. A property that was removed and added again in one
 * batch, or while this renderer did not keep up, may keep its old place in the order of {@code keys} and {@code snapshot}.
 * When main shares another object under the name, or none, this is noticed like a write: reads then give what is there, or
 * throw a {@link MissingRemoteObjectException}. Values are copied at each read, unless they are immutable. Thread-safe.
 */
public interface LiveObject extends PropertyBag, AutoCloseable {

    /** Returns a place in this object, which is read of the same copy, and of main when that is closed. */
    @Override
    PropertyBag object(String property);

    /** Tells whether a read would be answered here at this moment; the next moment that may be different. */
    boolean isLocal();

    /**
     * Keeps the copy no longer, unless somebody else has the same object live; reads ask main from now on, and everything
     * else goes on as it was. Closing twice is a no-op.
     */
    @Override
    void close();
}
