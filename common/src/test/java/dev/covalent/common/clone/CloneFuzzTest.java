package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.covalent.common.Arguments;
import dev.covalent.common.RemoteError;
import dev.covalent.common.TypeToken;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.Value;
import dev.covalent.common.ValueConversionException;
import dev.covalent.common.payload.FlatPayload;
import dev.covalent.common.payload.Payload;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arbitrary bytes as values, guided by coverage: a value or {@link MalformedDataException}, in bounded memory, and a
 * value that was read can be converted, or is refused in words, and is written again as it is. CLN-24, CLN-26, SC-22.
 */
@NullUnmarked
final class CloneFuzzTest {
    private static final Shape SHAPE = new Shape("square", 4, Colour.RED, List.of(1L), Optional.of("x"));

    private static final List<Type> TYPES = List.of(
            int.class,
            Long.class,
            char.class,
            String.class,
            byte[].class,
            double[].class,
            Object[].class,
            Map.class,
            Instant.class,
            RemoteError.class,
            Colour.class,
            Shape.class,
            Node.class,
            new TypeToken<List<Integer>>() {}.type(),
            new TypeToken<Set<String>>() {}.type(),
            new TypeToken<Set<Object>>() {}.type(),
            new TypeToken<Map<Shape, Set<Node>>>() {}.type(),
            new TypeToken<SortedSet<Long>>() {}.type(),
            new TypeToken<Map<String, Shape>>() {}.type(),
            new TypeToken<SortedMap<String, List<Colour>>>() {}.type(),
            new TypeToken<Optional<List<Node>>>() {}.type(),
            new TypeToken<List<Shape>[]>() {}.type());

    static Stream<org.junit.jupiter.params.provider.Arguments> seeds() {
        RandomGraph graphs = new RandomGraph(new Random(1)); // the same ones each time: the corpus grows from them
        return Stream.concat(Stream.generate(graphs::next).limit(30), samples())
                .map(value -> org.junit.jupiter.params.provider.Arguments.of(
                        (Object) FlatPayload.flatten(StructuredClone.encodeArguments(value))));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "6s") // the POM says how long
    void decode_anyBytes_givesValueOrMalformedData(byte[] flat) {
        Payload bytes = FlatPayload.of(flat);
        AllocationBound.assertHolds(flat, () -> readOrRefuse(bytes));
        Object value;
        try {
            value = StructuredClone.decode(bytes);
        } catch (MalformedDataException expected) {
            assertThat(expected).hasMessageStartingWith("Malformed data at byte ");
            assertThat(expected.offset()).isBetween(0, bytes.length());
            return;
        }
        Payload again = written(value);
        if (again != null) {
            assertThat(Isomorphism.holds(value, StructuredClone.decode(again)))
                    .as("arrives as it was")
                    .isTrue();
        }
        convert(StructuredClone.value(bytes));
        readArguments(bytes);
    }

    /**
     * Writes what was read. An error may contain itself through what was read before it, such as the list of all arguments; where
     * it is written without that, or before it, it is refused, which gives null. Nothing else is.
     */
    private static Payload written(Object value) {
        try {
            return StructuredClone.encode(value, "value");
        } catch (UncloneableValueException refused) {
            assertThat(refused).hasMessageContaining("that contains itself");
            assertThat(OnceMade.containsItself(value)).as(refused.getMessage()).isTrue();
            return null;
        }
    }

    private static void readOrRefuse(Payload bytes) {
        try {
            Object unused = StructuredClone.decode(bytes);
        } catch (MalformedDataException expected) {
            assertThat(expected.offset()).isNotNegative();
        }
    }

    private static void convert(Value value) {
        for (Type type : TYPES) {
            try {
                Object unused = value.get(type);
            } catch (ValueConversionException expected) {
                assertThat(expected.getMessage()).startsWith("value");
            }
        }
    }

    private static void readArguments(Payload bytes) {
        Arguments arguments;
        try {
            arguments = StructuredClone.decodedArguments(bytes);
        } catch (MalformedDataException expected) {
            assertThat(expected).hasMessageEndingWith("no list of arguments");
            return;
        }
        for (int i = 0; i < Math.min(arguments.size(), 3); i++) {
            Payload argument = written(arguments.get(i));
            if (argument != null) {
                convert(StructuredClone.value(argument));
            }
        }
    }

    private static Stream<Object> samples() {
        Map<String, Object> cycle = new LinkedHashMap<>();
        cycle.put("self", cycle);
        cycle.put("peers", Arrays.asList(cycle, null));
        return Stream.of(
                SHAPE,
                List.of(new Shape("a", 1, null, null, Optional.empty()), SHAPE),
                cycle,
                new IllegalStateException("outer", new Exception("inner")),
                Set.of(new RemoteError("a.B", "message", "E1", new char[] {'c'}, "stack", null)),
                new Object[] {new int[] {1}, new long[] {2}, new float[] {3}, new boolean[] {true}, new char[] {'c'}},
                java.util.regex.Pattern.compile("a(b|c)*", java.util.regex.Pattern.COMMENTS),
                java.util.Locale.GERMANY,
                java.net.URI.create("http://host:80/path?q#f"),
                ZoneId.of("UTC+03:00"),
                java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    enum Colour {
        RED,
        GREEN
    }

    record Shape(String name, int sides, Colour colour, List<Long> sizes, Optional<String> label) {}

    /** A bean that may be part of a cycle. */
    public static final class Node {
        public Node self;
        public List<Node> peers;
        private String name;

        public Node() {}

        public void setName(String name) {
            this.name = name;
        }

        public String getName() {
            return name;
        }
    }
}
