package dev.covalent.launcher.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.covalent.common.RemoteError;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the plain form of values as JSON. What JSON lacks is written so:
 *
 * <ul>
 *   <li>bytes as <code>{"$bytes": "Base64"}</code>;
 *   <li>maps whose keys are not all strings as <code>{"$map": [[key, value], …]}</code>;
 *   <li>errors as <code>{"$error": "name", "message": "…"}</code>;
 *   <li>what contains itself, where it does again, as <code>{"$cycle": true}</code>;
 *   <li>NaN and the infinities, dates, durations, identifiers and all else as the string that Java has for them.
 * </ul>
 *
 * <p>Characters that control a terminal, and surrogates without a pair, are escaped. What is contained several times is
 * written as often, which may be far more than the value takes in memory: there is a limit.
 */
public final class JsonWriter {
    static final String BYTES = "$bytes";

    /** The most characters that a value is written as. */
    static final long MAX_CHARACTERS = 64L << 20;

    private static final String MAP = "$map";
    private static final String ERROR = "$error";
    private static final String CYCLE = "$cycle";
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .characterEscapes(new ControlCharacters())
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT) // what failed must not look whole
            .build();
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

    private final JsonGenerator out;
    private final Set<Object> around = Collections.newSetFromMap(new IdentityHashMap<>());

    private JsonWriter(JsonGenerator out) {
        this.out = out;
    }

    /**
     * Writes a value on one line.
     *
     * @throws IllegalArgumentException if it is nested too deeply, or too long
     */
    public static String line(@Nullable Object value) {
        StringWriter text = new StringWriter();
        line(value, text);
        return text.toString();
    }

    /**
     * Writes a value on one line, as it goes.
     *
     * @throws IllegalArgumentException if it is nested too deeply, or too long; some of it is written then
     */
    public static void line(@Nullable Object value, Writer to) {
        write(value, to, null);
    }

    /**
     * Writes a value on several lines, for people, as it goes.
     *
     * @throws IllegalArgumentException if it is nested too deeply, or too long; some of it is written then
     */
    public static void indented(@Nullable Object value, Writer to) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(INDENT);
        printer.indentArraysWith(INDENT);
        write(value, to, printer);
    }

    private static void write(@Nullable Object value, Writer to, @Nullable PrettyPrinter printer) {
        try (JsonGenerator out = generator(to)) {
            if (printer != null) {
                out.setPrettyPrinter(printer);
            }
            new JsonWriter(out).write(value);
        } catch (JsonProcessingException tooDeep) {
            throw new IllegalArgumentException("No JSON for it: " + tooDeep.getOriginalMessage(), tooDeep);
        } catch (BoundedWriter.Full tooLong) {
            throw new IllegalArgumentException(
                    "No JSON for it: it would have more than " + MAX_CHARACTERS
                            + " characters, which is the most; what is contained several times is written as often",
                    tooLong);
        } catch (IOException failed) {
            throw new UncheckedIOException("What is written to does not take it", failed);
        }
    }

    private static JsonGenerator generator(Writer to) throws IOException {
        return FACTORY.createGenerator(new SurrogateWriter(new BoundedWriter(to, MAX_CHARACTERS)));
    }

    private void write(@Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Number number) {
            write(number);
        } else if (value instanceof byte[] bytes) {
            out.writeStartObject();
            out.writeStringField(BYTES, Base64.getEncoder().encodeToString(bytes));
            out.writeEndObject();
        } else if (value instanceof Date date) {
            out.writeString(date.toInstant().toString());
        } else if (value instanceof RemoteError error) {
            out.writeStartObject();
            out.writeStringField(ERROR, error.type());
            out.writeStringField("message", error.message());
            out.writeEndObject();
        } else if (value instanceof Map
                || value instanceof Collection
                || value.getClass().isArray()) {
            container(value);
        } else {
            out.writeString(value.toString());
        }
    }

    private void write(Number number) throws IOException {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            out.writeNumber(number.longValue());
        } else if (number instanceof BigInteger big) {
            out.writeNumber(big);
        } else if (number instanceof BigDecimal decimal) {
            out.writeNumber(decimal);
        } else if (number instanceof Float single && Float.isFinite(single)) {
            out.writeNumber(single);
        } else if (number instanceof Double binary && Double.isFinite(binary)) {
            out.writeNumber(binary);
        } else {
            out.writeString(number.toString());
        }
    }

    private void container(Object value) throws IOException {
        if (!around.add(value)) {
            out.writeStartObject();
            out.writeBooleanField(CYCLE, true);
            out.writeEndObject();
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof Collection<?> items) {
            out.writeStartArray();
            for (Object item : items) {
                write(item);
            }
            out.writeEndArray();
        } else {
            out.writeStartArray();
            for (int i = 0; i < Array.getLength(value); i++) {
                write(Array.get(value, i));
            }
            out.writeEndArray();
        }
        around.remove(value);
    }

    private void map(Map<?, ?> map) throws IOException {
        out.writeStartObject();
        if (map.keySet().stream().allMatch(String.class::isInstance)) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName((String) entry.getKey());
                write(entry.getValue());
            }
        } else {
            out.writeArrayFieldStart(MAP);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeStartArray();
                write(entry.getKey());
                write(entry.getValue());
                out.writeEndArray();
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }
}
