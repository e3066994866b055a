package dev.covalent.launcher.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * The characters that control a terminal, or the order in which it shows others, instead of being shown. JSON has them
 * escaped.
 *
 * <p>Immutable.
 */
public final class ControlCharacters extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private static final int DELETE = 0x7F;

    private final int[] ofAscii = standardAsciiEscapesForJSON();

    ControlCharacters() {
        ofAscii[DELETE] = ESCAPE_STANDARD;
    }

    /** Tells whether a character is one: C0, DEL, C1, or one that controls the direction of text. */
    public static boolean contain(int character) {
        return Character.isISOControl(character)
                || character == 0x061C
                || character == 0x200E
                || character == 0x200F
                || (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ofAscii.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return contain(character) ? new SerializedString(String.format("\\u%04X", character)) : null;
    }
}
