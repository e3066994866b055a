package dev.covalent.common.rmi;

import dev.covalent.common.payload.Payload;
import java.io.ObjectInputFilter;
import java.util.HashSet;
import java.util.Set;

/**
 * The serial filter of methods that take plain data: byte arrays up to a limit, arrays of as many as a
 * {@linkplain WireForm payload} can need, a few final classes, and nothing else.
 *
 * <p>Classes are compared for identity, so no subclass slips in. Strings pass every serial filter; the byte budget of the
 * connection bounds them. Immutable.
 */
public final class DataFilter implements ObjectInputFilter {
    private static final int MAX_DEPTH = 4;
    private static final int OTHER_REFERENCES = 64;

    private final long maxArrayBytes;

    /** How many arrays a payload of that many bytes can consist of. How long they are together, the connection bounds. */
    private final long maxArrays;

    private final Set<Class<?>> allowed;

    private DataFilter(long maxArrayBytes, Set<Class<?>> allowed) {
        this.maxArrayBytes = maxArrayBytes;
        this.maxArrays = maxArrayBytes / Payload.LARGE + 1;
        this.allowed = Set.copyOf(allowed);
    }

    /** Makes a filter that lets byte arrays up to {@code maxArrayBytes} pass, and no object of any class. */
    public static DataFilter bytes(int maxArrayBytes) {
        return bytesAnd(maxArrayBytes, Set.of());
    }

    /** Makes a filter that lets byte arrays up to {@code maxArrayBytes} pass, and objects of exactly these classes. */
    public static DataFilter bytesAnd(int maxArrayBytes, Set<Class<?>> classes) {
        Set<Class<?>> allowed = new HashSet<>(classes);
        allowed.add(byte[].class);
        allowed.add(byte[][].class);
        return new DataFilter(maxArrayBytes, allowed);
    }

    @Override
    public Status checkInput(FilterInfo info) {
        Class<?> type = info.serialClass();
        long maxLength = type == byte[][].class ? maxArrays : maxArrayBytes;
        if (info.depth() > MAX_DEPTH
                || info.references() > OTHER_REFERENCES + maxArrays
                || info.arrayLength() > maxLength) {
            return Status.REJECTED;
        }
        if (type == null) {
            return Status.UNDECIDED; // only the limits are asked about
        }
        return allowed.contains(type) ? Status.ALLOWED : Status.REJECTED;
    }
}
