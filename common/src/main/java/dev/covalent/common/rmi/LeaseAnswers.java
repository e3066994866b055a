package dev.covalent.common.rmi;

import dev.covalent.common.transport.LocalAnswers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.rmi.dgc.Lease;
import java.rmi.server.ObjID;
import java.rmi.server.UID;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives RMI's distributed garbage collection what it asks for, in the process that asks.
 *
 * <p>Whoever receives a stub asks its owner for a lease, and waits for it. Main gives none, because leases own nothing
 * here, and nothing public keeps RMI from asking: it waited for a refusal, whose exception took longer to read than all
 * else that a renderer's first call brings, and asked four times more. So a lease that does not end is granted on the
 * spot, and one that is returned is taken. The header of such a call, up to its method, is always the same; other calls
 * have other object ids.
 */
final class LeaseAnswers implements LocalAnswers {
    /** What the JDK's {@code DGCImpl_Stub} begins a call with: the object, the number of the method, the interface's hash. */
    private static final long INTERFACE_HASH = -669196253586618813L;

    private static final byte CALL = 0x50;
    private static final byte RETURN = 0x51;
    private static final byte NORMAL_RETURN = 1;
    private static final int CLEAN = 0;
    private static final int DIRTY = 1;
    private static final long CENTURY_MILLIS = TimeUnit.DAYS.toMillis(36_500);

    static final LeaseAnswers INSTANCE = new LeaseAnswers(); // after the constants, which it uses

    private final byte[] clean = header(CLEAN);
    private final byte[] cleaned = answer(null);
    private final byte[] dirty = header(DIRTY);
    private final byte[] granted = answer(new Lease(null, CENTURY_MILLIS));

    private LeaseAnswers() {}

    @Override
    public byte @Nullable [] answer(byte[] request, int length) {
        if (length == 0 || request[0] != CALL) {
            return null;
        }
        if (startsWith(request, length, dirty)) {
            return granted;
        }
        return startsWith(request, length, clean) ? cleaned : null;
    }

    private static boolean startsWith(byte[] request, int length, byte[] start) {
        return length > start.length && Arrays.equals(request, 0, start.length, start, 0, start.length);
    }

    private static byte[] header(int method) {
        return bytes(CALL, out -> {
            new ObjID(ObjID.DGC_ID).write(out);
            out.writeInt(method);
            out.writeLong(INTERFACE_HASH);
        });
    }

    private static byte[] answer(@Nullable Object result) {
        return bytes(RETURN, out -> {
            out.writeByte(NORMAL_RETURN);
            new UID((short) 0).write(out);
            if (result != null) {
                out.writeObject(result);
            }
        });
    }

    private static byte[] bytes(byte first, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(first);
        try (ObjectOutputStream out = new CallStream(bytes)) {
            content.writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // there is only memory
        }
        return bytes.toByteArray();
    }

    /** What is written into a call's stream. */
    @FunctionalInterface
    private interface Content {
        void writeTo(ObjectOutputStream out) throws IOException;
    }

    /** Writes objects as RMI does, which says where each class comes from: from nowhere. */
    private static final class CallStream extends ObjectOutputStream {
        CallStream(OutputStream target) throws IOException {
            super(target);
        }

        @Override
        protected void annotateClass(Class<?> type) throws IOException {
            writeObject(null);
        }
    }
}
