package dev.covalent.common.frame;

import dev.covalent.common.payload.Payload;
import java.util.List;
import java.util.Objects;

/**
 * What main writes to the standard input of a utility process that it forked.
 *
 * @param address the listener's address, in its text form
 * @param sessionId the session that the process is
 * @param secret the session's secret
 * @param parentProcessId the process id of main
 * @param name what the process is called
 * @param mainClass the name of the class that it runs
 * @param arguments what that class is given
 */
public record UtilityBootstrap(
        String address,
        long sessionId,
        Payload secret,
        long parentProcessId,
        String name,
        String mainClass,
        List<String> arguments) {

    /** Checks that the parts are there. */
    public UtilityBootstrap {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mainClass, "mainClass");
        arguments = List.copyOf(arguments);
    }

    /** Returns the bootstrap in its encoded form. */
    public byte[] encode() {
        FrameWriter w = new FrameWriter()
                .writeText(address)
                .writeLong(sessionId)
                .writePayload(secret)
                .writeLong(parentProcessId)
                .writeText(name)
                .writeText(mainClass)
                .writeInt(arguments.size());
        arguments.forEach(w::writeText);
        return w.toByteArray();
    }

    /**
     * Reads a bootstrap.
     *
     * @throws MalformedFrameException if the bytes are not exactly one
     */
    public static UtilityBootstrap decode(byte[] bytes) {
        FrameReader r = new FrameReader(bytes);
        return r.readWhole(() -> new UtilityBootstrap(
                r.readText(),
                r.readLong(),
                r.readPayload(),
                r.readLong(),
                r.readText(),
                r.readText(),
                r.readList(FrameReader::readText)));
    }

    @Override
    public String toString() {
        return "UtilityBootstrap[session " + sessionId + ", main class " + mainClass + "]"; // never the secret
    }
}
