package dev.covalent.common.payload;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes payloads of the bytes that a fuzzer makes, which know no arrays beside: some of them become such. */
public final class FlatPayload {
    private static final int MOST_BESIDE = 3;

    private FlatPayload() {}

    /** Returns the form from which {@link #of} makes a payload. */
    public static byte[] flatten(Payload payload) {
        if (payload.beside().size() > MOST_BESIDE) {
            throw new IllegalArgumentException(payload + " has more beside it than this form can hold");
        }
        ByteBuffer flat = ByteBuffer.allocate(1 + payload.length() + Integer.BYTES * MOST_BESIDE);
        flat.put((byte) payload.beside().size());
        for (byte[] bytes : payload.beside()) {
            flat.putInt(bytes.length).put(bytes);
        }
        flat.put(payload.head());
        return Arrays.copyOf(flat.array(), flat.position());
    }

    /** Makes a payload of any bytes: how many arrays there are, each with its length, and the head. */
    public static Payload of(byte[] flat) {
        ByteBuffer in = ByteBuffer.wrap(flat);
        List<byte[]> beside = new ArrayList<>();
        int count = in.hasRemaining() ? in.get() & MOST_BESIDE : 0;
        while (beside.size() < count && in.remaining() > Integer.BYTES) {
            byte[] bytes = new byte[Math.min(in.getInt() & 0xFF_FFFF, in.remaining())];
            in.get(bytes);
            beside.add(bytes);
        }
        byte[] head = new byte[in.remaining()];
        in.get(head);
        return Payload.of(head, beside);
    }
}
