package dev.covalent.launcher.bench.report;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the JSON of the benchmark, whose numbers have four decimals. */
final class Json {
    private static final String INDENT = "  ";
    private static final int FIRST_PRINTABLE = 0x20;

    private Json() {}

    /** Writes null, booleans, finite numbers, strings, lists and maps with keys that are strings. */
    static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, "\n", out);
        return out.append('\n').toString();
    }

    private static void write(@Nullable Object value, String line, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            writeAll(map.entrySet().iterator(), "{}", line, out);
        } else if (value instanceof List<?> list) {
            writeAll(list.iterator(), "[]", line, out);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            quote(String.valueOf(entry.getKey()), out);
            write(entry.getValue(), line, out.append(": "));
        } else if (value instanceof String text) {
            quote(text, out);
        } else if (value instanceof Double number) {
            out.append(number(number));
        } else if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            out.append(value);
        } else {
            throw new IllegalArgumentException("No JSON for " + value.getClass());
        }
    }

    private static void writeAll(Iterator<?> parts, String brackets, String line, StringBuilder out) {
        out.append(brackets.charAt(0));
        String inner = line + INDENT;
        String separator = inner;
        boolean empty = !parts.hasNext();
        while (parts.hasNext()) {
            out.append(separator);
            write(parts.next(), inner, out);
            separator = "," + inner;
        }
        out.append(empty ? "" : line).append(brackets.charAt(1));
    }

    /** JSON knows no infinity and nothing that is not a number. */
    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "null";
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                out.append('\\').append(character);
            } else if (character < FIRST_PRINTABLE) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                out.append(character);
            }
        }
        out.append('"');
    }
}
