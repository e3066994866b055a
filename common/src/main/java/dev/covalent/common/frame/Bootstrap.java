package dev.covalent.common.frame;

import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What main writes to the standard input of a renderer that it forked.
 *
 * @param address the listener's address, in its text form
 * @param sessionId the session that the renderer is
 * @param secret the session's secret
 * @param parentProcessId the process id of main
 * @param page the name of the class of the page
 * @param window what the window is like at first
 * @param host the name of what the window is to be in; empty for the renderer's choice
 * @param headless whether the window is to be in memory only, whatever its host would be
 * @param arguments what the page is to read by {@code Renderer.arguments}
 */
public record Bootstrap(
        String address,
        long sessionId,
        Payload secret,
        long parentProcessId,
        String page,
        WindowSetup window,
        String host,
        boolean headless,
        List<String> arguments) {

    /** Checks that the parts are there. */
    public Bootstrap {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(page, "page");
        arguments = List.copyOf(arguments);
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(host, "host");
    }

    /** Returns the same for a process that has another secret. */
    public Bootstrap by(Payload otherSecret) {
        return new Bootstrap(address, sessionId, otherSecret, parentProcessId, page, window, host, headless, arguments);
    }

    /** Returns the bootstrap in its encoded form. */
    public byte[] encode() {
        FrameWriter w = new FrameWriter()
                .writeText(address)
                .writeLong(sessionId)
                .writePayload(secret)
                .writeLong(parentProcessId)
                .writeText(page);
        window.write(w);
        w.writeText(host).writeBoolean(headless).writeInt(arguments.size());
        arguments.forEach(w::writeText);
        return w.toByteArray();
    }

    /**
     * Reads a bootstrap.
     *
     * @throws MalformedFrameException if the bytes are not exactly one
     */
    public static Bootstrap decode(byte[] bytes) {
        FrameReader r = new FrameReader(bytes);
        return r.readWhole(() -> new Bootstrap(
                r.readText(),
                r.readLong(),
                r.readPayload(),
                r.readLong(),
                r.readText(),
                WindowSetup.read(r),
                r.readText(),
                r.readBoolean(),
                readArguments(r)));
    }

    private static List<String> readArguments(FrameReader r) {
        int count = r.readInt();
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) { // each takes at least a byte, or the reader fails
            arguments.add(r.readText());
        }
        return arguments;
    }

    @Override
    public String toString() {
        return "Bootstrap[session " + sessionId + ", page " + page + "]"; // never the secret
    }
}
