package dev.covalent.common.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text form of a descriptor: UTF-8 lines of {@code key=value}, without escapes, and comments that start with #.
 *
 * <p>Keys that are not known are ignored, so that later releases may add some; a known key may come once.
 *
 * <p>Immutable.
 */
final class DescriptorText {
    /** Longest text, in bytes. */
    static final int MAX_BYTES = 4096;

    private static final String VERSION = "version";
    private static final String NAME = "name";
    private static final String ADDRESS = "address";
    private static final String SECRET = "secret";
    private static final String PID = "pid";
    private static final String STARTED = "started";
    private static final Set<String> KEYS = Set.of(VERSION, NAME, ADDRESS, SECRET, PID, STARTED);

    private final Path file;
    private final Map<String, String> values;

    private DescriptorText(Path file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    static byte[] format(EndpointDescriptor descriptor) {
        Instant started = descriptor.startInstant();
        String text = "# Written by a running application; deleted when it ends.\n"
                + line(VERSION, Integer.toString(descriptor.version()))
                + line(NAME, descriptor.name())
                + line(ADDRESS, descriptor.address())
                + line(SECRET, HexFormat.of().formatHex(descriptor.secret()))
                + line(PID, Long.toString(descriptor.pid()))
                + (started == null ? "" : line(STARTED, started.toString()));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a text.
     *
     * @param file where it comes from, for messages
     * @throws MalformedEndpointException if it is not one
     */
    static EndpointDescriptor parse(Path file, byte[] text) {
        if (text.length > MAX_BYTES) {
            throw new MalformedEndpointException(file + " is longer than " + MAX_BYTES + " bytes");
        }
        return new DescriptorText(file, valuesOf(file, decode(file, text))).toDescriptor();
    }

    private EndpointDescriptor toDescriptor() {
        int version = (int) number(VERSION, Integer.MAX_VALUE);
        if (version != EndpointDescriptor.VERSION) { // before the rest, which may have another form then
            throw malformed(
                    VERSION,
                    "is " + version + ", not " + EndpointDescriptor.VERSION
                            + "; use the same release of Covalent on both sides",
                    null);
        }
        String name = required(NAME);
        String address = required(ADDRESS);
        byte[] secret = secret();
        long pid = number(PID, Long.MAX_VALUE);
        Instant started = started();
        try {
            return new EndpointDescriptor(version, name, address, secret, pid, started);
        } catch (IllegalArgumentException invalid) {
            throw new MalformedEndpointException(file + ": " + invalid.getMessage(), invalid);
        }
    }

    private byte[] secret() {
        try {
            return HexFormat.of().parseHex(required(SECRET));
        } catch (MalformedEndpointException missing) {
            throw missing;
        } catch (IllegalArgumentException notHex) {
            throw malformed(SECRET, "is not hexadecimal", null); // the cause would show it
        }
    }

    private @Nullable Instant started() {
        String text = values.get(STARTED);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException invalid) {
            throw malformed(STARTED, "is not an instant", invalid);
        }
    }

    private long number(String key, long max) {
        String text = required(key);
        try {
            long number = Long.parseLong(text);
            if (number > 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException invalid) {
            throw malformed(key, "is not a number", invalid);
        }
        throw malformed(key, "is out of range", null);
    }

    private String required(String key) {
        String value = values.get(key);
        if (value == null) {
            throw malformed(key, "is missing", null);
        }
        return value;
    }

    private MalformedEndpointException malformed(String key, String problem, @Nullable Throwable cause) {
        String message = file + ": '" + key + "' " + problem;
        return cause == null ? new MalformedEndpointException(message) : new MalformedEndpointException(message, cause);
    }

    private static String decode(Path file, byte[] text) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException invalid) {
            throw new MalformedEndpointException(file + " is not UTF-8 text", invalid);
        }
    }

    private static Map<String, String> valuesOf(Path file, String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            String key = equals < 0 ? "" : line.substring(0, equals);
            if (KEYS.contains(key) && values.put(key, line.substring(equals + 1)) != null) {
                throw new MalformedEndpointException(file + ": '" + key + "' is there twice");
            }
        }
        return values;
    }

    private static String line(String key, String value) {
        return key + "=" + value + "\n";
    }
}
