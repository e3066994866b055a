package dev.covalent.common.clone;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Identifiers and patterns; {@code String} is written by the encoder itself, being so frequent.
 *
 * <p>Immutable.
 */
final class TextTypes {
    /** Compiling a pattern takes stack and time of the receiver's, which this bounds. */
    static final int MAX_PATTERN_CHARS = 16 * 1024;

    /** A flag switched for the rest of the text, as by {@code (?i)}, and not by the text's first characters. */
    private static final Pattern LATE_SWITCH =
            Pattern.compile("(?:\\(\\?[a-zA-Z-]+\\))*+.+?\\(\\?[a-zA-Z-]+\\)", Pattern.DOTALL);

    /** The flags that a text can switch; all but {@code COMMENTS}, which decides what else it switches. */
    private static final int SWITCHABLE = Pattern.UNIX_LINES
            | Pattern.CASE_INSENSITIVE
            | Pattern.MULTILINE
            | Pattern.DOTALL
            | Pattern.UNICODE_CASE
            | Pattern.UNICODE_CHARACTER_CLASS;

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
        if (switchesFlags(value)) {
            throw new PathProblem("java.util.regex.Pattern that switches a flag after its start: "
                    + PathProblem.quoted(value.pattern()) + "; put it in a group, as in (?i:x)");
        }
        out.unsigned(value.flags());
        out.text(value.pattern());
    }

    private static Pattern readPattern(ByteSource in) {
        int flags = in.unsigned();
        String text = in.text();
        if (!isHarmless(text, flags)) {
            throw in.malformed("pattern that is too long or has the flag CANON_EQ");
        }
        Pattern pattern = Pattern.compile(text, flags);
        if (!isHarmless(text, pattern.flags()) || switchesFlags(pattern)) {
            throw in.malformed("pattern that switches a flag after its start, or CANON_EQ");
        }
        return pattern;
    }

    /** Compiling with CANON_EQ takes memory that grows with the factorial of the combining marks in a row. */
    private static boolean isHarmless(String pattern, int flags) {
        return pattern.length() <= MAX_PATTERN_CHARS && (flags & Pattern.CANON_EQ) == 0;
    }

    /**
     * Tells whether nobody knows any more which flags the pattern began with: {@code flags()} tells those in force at the
     * end of its text, for {@code a(?i)b} the same as if it had been compiled with {@code CASE_INSENSITIVE}.
     */
    private static boolean switchesFlags(Pattern pattern) {
        return (pattern.flags() & Pattern.LITERAL) == 0
                && LATE_SWITCH.matcher(pattern.pattern()).lookingAt()
                && (switchesAnyOf(SWITCHABLE, pattern) || switchesAnyOf(Pattern.COMMENTS, pattern));
    }

    /** Tells whether one of the flags ends as it does even if it begins otherwise. */
    private static boolean switchesAnyOf(int mask, Pattern pattern) {
        try {
            int end = Pattern.compile(pattern.pattern(), pattern.flags() ^ mask).flags();
            return ((end ^ pattern.flags()) & mask) != mask;
        } catch (PatternSyntaxException otherwise) {
            return true;
        }
    }

    /** A locale that no language tag can express, as {@code no_NO_NY} made by a constructor, goes by its parts. */
    private static void writeLocale(ByteSink out, Locale value) {
        boolean expressible = isExpressible(value);
        if (!expressible && !hasOnlyParts(value)) {
            throw new PathProblem("java.util.Locale that its own language tag does not give back: " + value);
        }
        out.octet(expressible ? 1 : 0);
        if (expressible) {
            out.text(value.toLanguageTag());
        } else {
            out.text(value.getLanguage());
            out.text(value.getCountry());
            out.text(value.getVariant());
        }
    }

    private static Locale readLocale(ByteSource in) {
        if (!flag(in)) {
            return new Locale(in.text(), in.text(), in.text());
        }
        Locale locale = Locale.forLanguageTag(in.text());
        if (!isExpressible(locale) && !hasOnlyParts(locale)) {
            throw in.malformed("locale that its own language tag does not give back");
        }
        return locale;
    }

    private static boolean isExpressible(Locale locale) {
        return Locale.forLanguageTag(locale.toLanguageTag()).equals(locale);
    }

    /** Tells whether it has neither script nor extensions. */
    private static boolean hasOnlyParts(Locale locale) {
        return new Locale(locale.getLanguage(), locale.getCountry(), locale.getVariant()).equals(locale);
    }
}
