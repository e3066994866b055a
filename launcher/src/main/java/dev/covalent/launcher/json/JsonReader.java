package dev.covalent.launcher.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads values that somebody has written as JSON: what {@link JsonWriter} writes for bytes is read as bytes again.
 *
 * <p>Objects become maps in the order of their members, arrays lists, whole numbers the smallest of {@code Integer}, {@code
 * Long} and {@code BigInteger} that holds them, other numbers {@code Double}.
 */
public final class JsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final Pattern SOURCE = Pattern.compile("\\[Source: .*?line: (\\d+), column: (\\d+)]");
    private static final Pattern SETTING = Pattern.compile(", from `[^`]*`|: enable `[^`]*` to allow"
            + "|\\? \\(not recognized as one since Feature '[^']*' not enabled for parser\\)");
    private static final BigInteger MIN_INT = BigInteger.valueOf(Integer.MIN_VALUE);
    private static final BigInteger MAX_INT = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final int LONG_BITS = 63;

    private JsonReader() {}

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException if the text is not exactly that; the message says where and why
     */
    public static @Nullable Object read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new IllegalArgumentException("there is nothing");
            }
            Object value = value(parser, first);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("there is more after the value, at column "
                        + parser.currentTokenLocation().getColumnNr());
            }
            return value;
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(reason(malformed), malformed);
        } catch (IOException impossible) {
            throw new IllegalStateException("Text is in memory", impossible);
        }
    }

    /** Returns what the parser says, in terms of the text: it knows of sources, and of settings that nobody has here. */
    private static String reason(JsonProcessingException malformed) {
        String said = SETTING.matcher(malformed.getOriginalMessage()).replaceAll("");
        JsonLocation where = malformed.getLocation();
        return SOURCE.matcher(said).replaceAll("line $1, column $2")
                + (where == null ? "" : ", at line " + where.getLineNr() + ", column " + where.getColumnNr());
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> whole(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> finite(parser.getDecimalValue());
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("a value was expected, not " + token);
        };
    }

    private static Object object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken()));
        }
        return members.size() == 1 && members.get(JsonWriter.BYTES) instanceof String bytes ? bytes(bytes) : members;
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    JsonWriter.BYTES + " takes Base64: " + malformed.getMessage(), malformed);
        }
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return items;
    }

    private static Object whole(BigInteger number) {
        if (number.compareTo(MIN_INT) >= 0 && number.compareTo(MAX_INT) <= 0) {
            return number.intValue();
        }
        return number.bitLength() <= LONG_BITS ? (Object) number.longValue() : number;
    }

    private static double finite(BigDecimal number) {
        double value = number.doubleValue();
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("the number " + number + " is too large for a double");
        }
        return value;
    }
}
