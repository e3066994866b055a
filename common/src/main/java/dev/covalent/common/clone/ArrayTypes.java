package dev.covalent.common.clone;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Arrays of primitives, and buffers of bytes.
 *
 * <p>Immutable.
 */
final class ArrayTypes {
    static final List<LeafType<?>> ALL = List.of(
            LeafType.object(Tag.BOOLEANS, boolean[].class, ArrayTypes::writeBooleans, ArrayTypes::readBooleans),
            LeafType.object(Tag.BYTES, byte[].class, ByteSink::sized, ByteSource::sized),
            LeafType.object(
                    Tag.SHORTS,
                    short[].class,
                    (out, array) ->
                            out.room(array.length, Short.BYTES).asShortBuffer().put(array),
                    ArrayTypes::readShorts),
            LeafType.object(
                    Tag.CHARS,
                    char[].class,
                    (out, array) -> out.room(array.length, Character.BYTES)
                            .asCharBuffer()
                            .put(array),
                    ArrayTypes::readChars),
            LeafType.object(
                    Tag.INTS,
                    int[].class,
                    (out, array) ->
                            out.room(array.length, Integer.BYTES).asIntBuffer().put(array),
                    ArrayTypes::readInts),
            LeafType.object(
                    Tag.LONGS,
                    long[].class,
                    (out, array) ->
                            out.room(array.length, Long.BYTES).asLongBuffer().put(array),
                    ArrayTypes::readLongs),
            LeafType.object(
                    Tag.FLOATS,
                    float[].class,
                    (out, array) ->
                            out.room(array.length, Float.BYTES).asFloatBuffer().put(array),
                    ArrayTypes::readFloats),
            LeafType.object(
                    Tag.DOUBLES,
                    double[].class,
                    (out, array) -> out.room(array.length, Double.BYTES)
                            .asDoubleBuffer()
                            .put(array),
                    ArrayTypes::readDoubles),
            LeafType.object(Tag.BYTE_BUFFER, ByteBuffer.class, ArrayTypes::writeBuffer, ArrayTypes::readBuffer));

    private ArrayTypes() {}

    private static void writeBooleans(ByteSink out, boolean[] array) {
        ByteBuffer room = out.room(array.length, 1);
        for (boolean element : array) {
            room.put((byte) (element ? 1 : 0));
        }
    }

    private static boolean[] readBooleans(ByteSource in) {
        boolean[] array = new boolean[in.count(1)];
        for (int i = 0; i < array.length; i++) {
            array[i] = TextTypes.flag(in);
        }
        return array;
    }

    private static short[] readShorts(ByteSource in) {
        short[] array = new short[in.count(Short.BYTES)];
        in.room(array.length, Short.BYTES).asShortBuffer().get(array);
        return array;
    }

    private static char[] readChars(ByteSource in) {
        char[] array = new char[in.count(Character.BYTES)];
        in.room(array.length, Character.BYTES).asCharBuffer().get(array);
        return array;
    }

    private static int[] readInts(ByteSource in) {
        int[] array = new int[in.count(Integer.BYTES)];
        in.room(array.length, Integer.BYTES).asIntBuffer().get(array);
        return array;
    }

    private static long[] readLongs(ByteSource in) {
        long[] array = new long[in.count(Long.BYTES)];
        in.room(array.length, Long.BYTES).asLongBuffer().get(array);
        return array;
    }

    private static float[] readFloats(ByteSource in) {
        float[] array = new float[in.count(Float.BYTES)];
        in.room(array.length, Float.BYTES).asFloatBuffer().get(array);
        return array;
    }

    private static double[] readDoubles(ByteSource in) {
        double[] array = new double[in.count(Double.BYTES)];
        in.room(array.length, Double.BYTES).asDoubleBuffer().get(array);
        return array;
    }

    /** Writes what remains of a buffer, through a duplicate so that its position stays. */
    private static void writeBuffer(ByteSink out, ByteBuffer buffer) {
        ByteBuffer source = buffer.duplicate();
        out.octet(buffer.order() == ByteOrder.BIG_ENDIAN ? 0 : 1);
        out.sized(source);
    }

    private static ByteBuffer readBuffer(ByteSource in) {
        ByteOrder order = TextTypes.flag(in) ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        return ByteBuffer.wrap(in.sized()).order(order);
    }
}
