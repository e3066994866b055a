package dev.covalent.common.instance;

import dev.covalent.common.frame.FrameReader;
import dev.covalent.common.frame.FrameWriter;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.payload.Payload;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a later instance of an application tells the first one. Immutable.
 *
 * @param arguments as its main method got them
 * @param workingDirectory what relative arguments are relative to
 * @param additionalData an encoded value
 */
public record Handover(List<String> arguments, WorkingDirectory workingDirectory, Payload additionalData) {
    /** The most bytes that the arguments and the additional data may take together: 32 MiB. */
    public static final int MAX_BYTES = 32 << 20;

    /** The most arguments. */
    public static final int MAX_ARGUMENTS = 1 << 16;

    /** The largest message: with what tells the parts of a handover apart, and the directory. */
    public static final int MAX_MESSAGE = MAX_BYTES + (1 << 20);

    private static final int MAX_PARTS = 1 + MAX_MESSAGE / Payload.LARGE;

    /** Checks and copies the components. */
    public Handover {
        arguments = List.copyOf(arguments);
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        Objects.requireNonNull(additionalData, "additionalData");
    }

    /** Returns how many bytes the arguments and the additional data take. */
    public long bytes() {
        long bytes = additionalData.length();
        for (String argument : arguments) {
            bytes += FrameWriter.textLength(argument);
        }
        return bytes;
    }

    /**
     * Checks that this may be sent.
     *
     * @throws IllegalArgumentException if it is too large; its message names the limit
     */
    public void requireSendable() {
        if (arguments.size() > MAX_ARGUMENTS) {
            throw new IllegalArgumentException("This instance has " + arguments.size() + " arguments, and at most "
                    + MAX_ARGUMENTS + " can be handed over to the first one. Nothing was sent");
        }
        long bytes = bytes();
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("The arguments and the additional data of this instance take " + bytes
                    + " bytes, and at most " + MAX_BYTES
                    + " can be handed over to the first one. Nothing was sent; write"
                    + " them to a file and pass its name");
        }
    }

    /** Writes and flushes the message. */
    public void writeTo(OutputStream target) throws IOException {
        requireSendable();
        FrameWriter writer = new FrameWriter().writeInt(arguments.size());
        arguments.forEach(writer::writeText);
        Payload message = writer.writeText(workingDirectory.text())
                .writePayload(additionalData)
                .toPayload();
        DataOutputStream out = new DataOutputStream(target);
        out.writeInt(1 + message.beside().size());
        out.writeInt(message.head().length);
        for (byte[] part : message.beside()) {
            out.writeInt(part.length);
        }
        out.write(message.head());
        for (byte[] part : message.beside()) {
            out.write(part);
        }
        out.flush();
    }

    /**
     * Reads a message, allocating nothing that has not arrived.
     *
     * @throws EOFException if it ends early
     * @throws MalformedFrameException if it is too large, or no writer makes it
     */
    public static Handover readFrom(InputStream source) throws IOException {
        DataInputStream in = new DataInputStream(source);
        int[] lengths = readLengths(in);
        byte[] head = readPart(in, lengths[0]);
        List<byte[]> beside = new ArrayList<>();
        for (int part = 1; part < lengths.length; part++) {
            beside.add(readPart(in, lengths[part]));
        }
        FrameReader reader = new FrameReader(Payload.of(head, beside));
        return reader.readWhole(() -> new Handover(
                reader.readList(MAX_ARGUMENTS, FrameReader::readText),
                new WorkingDirectory(reader.readText()),
                reader.readPayload()));
    }

    private static int[] readLengths(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 1 || count > MAX_PARTS) {
            throw new MalformedFrameException("A handover of " + count + " parts");
        }
        int[] lengths = new int[count];
        long total = 0;
        for (int part = 0; part < count; part++) {
            lengths[part] = in.readInt();
            total += lengths[part];
            if (lengths[part] < 1 || total > MAX_MESSAGE) {
                throw new MalformedFrameException("A handover with a part of " + lengths[part] + " bytes, " + total
                        + " in all; at most " + MAX_MESSAGE + " are allowed");
            }
        }
        return lengths;
    }

    private static byte[] readPart(InputStream in, int length) throws IOException {
        byte[] part = in.readNBytes(length);
        if (part.length < length) {
            throw new EOFException("The peer closed the connection in the middle of a handover");
        }
        return part;
    }
}
