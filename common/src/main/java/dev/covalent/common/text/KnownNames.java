package dev.covalent.common.text;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The short names that came last: channels and the keys of maps come again with every message, and need not be made again,
 * nor hashed. Whoever sends many different ones only makes others be made anew.
 *
 * <p>Thread-safe without a lock: what is in a slot is compared before it is used, and strings are immutable.
 */
public final class KnownNames {
    private static final int MAX_LENGTH = 24;
    private static final int SLOTS = 1 << 9;

    private static final @Nullable String[] known = new String[SLOTS];

    private KnownNames() {}

    /** Returns the text of bytes in ISO 8859-1. */
    public static String of(byte[] bytes, int offset, int length) {
        if (length > MAX_LENGTH) {
            return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 9 ^ hash >>> 18) & (SLOTS - 1);
        String last = known[slot];
        if (last != null && isText(last, bytes, offset, length)) {
            return last;
        }
        String made = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        known[slot] = made;
        return made;
    }

    private static boolean isText(String text, byte[] bytes, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != (bytes[offset + i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }
}
