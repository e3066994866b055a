package dev.covalent.common.rmi;

import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.payload.Payload;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a payload is as an argument or a result of a remote method: a {@code byte[]}, or, if something stands beside its
 * head, a {@code byte[][]} that begins with the head.
 */
public final class WireForm {
    private WireForm() {}

    /** Returns the form of a payload. */
    public static Object of(Payload payload) {
        if (payload.beside().isEmpty()) {
            return payload.head();
        }
        byte[][] arrays = new byte[payload.beside().size() + 1][];
        arrays[0] = payload.head();
        for (int i = 1; i < arrays.length; i++) {
            arrays[i] = payload.beside().get(i - 1);
        }
        return arrays;
    }

    /**
     * Reads a payload.
     *
     * @param wire what came; a serial filter has let nothing else pass, but a peer may send null, or one array twice, by
     *     which the receivers of two values would share it, or thousands of small ones, which count for less than they take
     * @throws MalformedFrameException if it is no payload
     */
    public static Payload read(@Nullable Object wire) {
        if (wire instanceof byte[] head) {
            return Payload.of(head);
        }
        if (!(wire instanceof byte[][] arrays) || arrays.length == 0) {
            throw new MalformedFrameException("Neither bytes nor arrays of bytes");
        }
        Set<byte[]> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < arrays.length; i++) {
            check(arrays[i], i, distinct);
        }
        return Payload.of(arrays[0], Arrays.asList(arrays).subList(1, arrays.length));
    }

    private static void check(byte @Nullable [] bytes, int index, Set<byte[]> distinct) {
        if (bytes == null || !distinct.add(bytes)) {
            throw new MalformedFrameException("An array of bytes is missing, or there twice");
        }
        if (index > 0 && bytes.length < Payload.LARGE) { // what it takes in memory must be in proportion to its bytes
            throw new MalformedFrameException("An array of " + bytes.length + " bytes stands beside");
        }
    }
}
