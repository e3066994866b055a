package dev.covalent.launcher.cli;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a regular expression, and says in one line where it is none. */
final class RegularExpression implements ITypeConverter<Pattern> {
    @Override
    public Pattern convert(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException malformed) {
            throw new TypeConversionException("'" + text + "' is no regular expression: " + malformed.getDescription()
                    + ", at index " + malformed.getIndex());
        }
    }
}
