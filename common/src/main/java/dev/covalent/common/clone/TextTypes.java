package dev.covalent.common.clone;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Identifiers and patterns; {@code String} is written by the encoder itself, being so frequent.
 *
 * <p>Immutable.
 */
final class TextTypes {
    /** Compiling a pattern takes stack and time of the receiver's, which this bounds. */
    static final int MAX_PATTERN_CHARS = 16 * 1024;

    static final List<LeafType<?>> ALL = List.of(
            LeafType.object(
                    Tag.UUID, UUID.class, TextTypes::writeUuid, in -> new UUID(in.eightBytes(), in.eightBytes())),
            LeafType.object(Tag.URI, URI.class, TextTypes::writeUri, in -> URI.create(in.text())),
            LeafType.object(Tag.PATTERN, Pattern.class, TextTypes::writePattern, TextTypes::readPattern),
            LeafType.object(Tag.LOCALE, Locale.class, TextTypes::writeLocale, TextTypes::readLocale));

    private TextTypes() {}

    /** Reads a byte that is 0 or 1. */
    static boolean flag(ByteSource in) {
        int value = in.octet();
        if (value > 1) {
            throw in.malformed("flag " + value);
        }
        return value == 1;
    }

    private static void writeUuid(ByteSink out, UUID value) {
        out.eightBytes(value.getMostSignificantBits());
        out.eightBytes(value.getLeastSignificantBits());
    }

    /** Checks that the text can be read: an URI made by {@code relativize} may have none that can. */
    private static void writeUri(ByteSink out, URI value) {
        String text = value.toString();
        try {
            new URI(text);
        } catch (URISyntaxException unreadable) {
            throw new PathProblem("java.net.URI that its own text does not give back: " + PathProblem.quoted(text));
        }
        out.text(text);
    }

    private static void writePattern(ByteSink out, Pattern value) {
        if (!isHarmless(value.pattern(), value.flags())) {
            throw new PathProblem("java.util.regex.Pattern of more than " + MAX_PATTERN_CHARS
                    + " characters or with the flag CANON_EQ");
        }
        out.unsigned(value.flags());
        out.text(value.pattern());
    }

    private static Pattern readPattern(ByteSource in) {
        int flags = in.unsigned();
        String pattern = in.text();
        if (!isHarmless(pattern, flags)) {
            throw in.malformed("pattern that is too long or has the flag CANON_EQ");
        }
        return Pattern.compile(pattern, flags);
    }

    /** Compiling with CANON_EQ takes memory that grows with the factorial of the combining marks in a row. */
    private static boolean isHarmless(String pattern, int flags) {
        return pattern.length() <= MAX_PATTERN_CHARS && (flags & Pattern.CANON_EQ) == 0;
    }

    /** A locale that no language tag can express, as {@code no_NO_NY} made by a constructor, goes by its parts. */
    private static void writeLocale(ByteSink out, Locale value) {
        String tag = value.toLanguageTag();
        boolean expressible = Locale.forLanguageTag(tag).equals(value);
        out.octet(expressible ? 1 : 0);
        if (expressible) {
            out.text(tag);
        } else {
            out.text(value.getLanguage());
            out.text(value.getCountry());
            out.text(value.getVariant());
        }
    }

    private static Locale readLocale(ByteSource in) {
        return flag(in) ? Locale.forLanguageTag(in.text()) : new Locale(in.text(), in.text(), in.text());
    }
}
