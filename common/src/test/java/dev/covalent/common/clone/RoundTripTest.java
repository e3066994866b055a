package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.covalent.common.RemoteError;
import dev.covalent.common.payload.Payload;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntBinaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type there and back: CLN-10 to CLN-18 and the type table. */
@NullUnmarked
@SuppressWarnings("JavaUtilDate") // values like any other
final class RoundTripTest {

    @ParameterizedTest
    @MethodSource("values")
    void value_thereAndBack_isEqualAndOfTheSameClass(Object value) {
        Object back = copy(value);

        assertThat(back).isEqualTo(value).hasSameClassAs(value);
    }

    static Stream<Arguments> values() {
        return Stream.of(numbers(), texts(), arrays(), times(), others())
                .flatMap(values -> values)
                .map(Arguments::of);
    }

    private static Stream<Object> numbers() {
        return Stream.of(
                true,
                false,
                Byte.MIN_VALUE,
                (byte) 1,
                Short.MIN_VALUE,
                Short.MAX_VALUE,
                0,
                -1,
                63,
                64,
                -64,
                -65,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                0L,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                1L << 53,
                -0.0f,
                Float.NaN,
                Float.MIN_VALUE,
                0.2,
                -0.0,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                BigInteger.ZERO,
                BigInteger.ONE.shiftLeft(4000).negate(),
                new BigDecimal("1.50"),
                new BigDecimal(BigInteger.TEN, Integer.MIN_VALUE),
                OptionalInt.of(-5),
                OptionalInt.empty(),
                OptionalLong.of(Long.MAX_VALUE),
                OptionalLong.empty(),
                OptionalDouble.of(-0.0),
                OptionalDouble.empty());
    }

    private static Stream<Object> texts() {
        return Stream.of(
                "",
                "plain",
                "caf\u00e9 \u00ff",
                "\u0100 first beyond",
                "\ud83d\ude00 astral",
                "\ud800 alone",
                "\udc00",
                "NUL \0 inside",
                "x".repeat(100_000),
                "\u4e2d".repeat(100_000),
                'a',
                '\udfff',
                UUID.fromString("7d444840-9dc0-11d1-b245-5ffdce74fad2"),
                URI.create("http://user@host:80/a%20b?q#f"),
                URI.create("mailto:a@b.c"),
                Locale.ROOT,
                Locale.GERMANY,
                Locale.forLanguageTag("zh-Hant-TW-u-ca-roc"),
                new Locale("no", "NO", "NY"),
                new Locale("ja", "JP", "JP"));
    }

    private static Stream<Object> arrays() {
        return Stream.of(
                new boolean[] {true, false},
                new byte[] {-128, 0, 127},
                new byte[0],
                new short[] {Short.MIN_VALUE, 2},
                new char[] {'a', '\ud800'},
                new int[] {Integer.MIN_VALUE, 0, 1},
                new long[] {Long.MIN_VALUE, 3},
                new float[] {-0.0f, Float.NaN},
                new double[] {-0.0, Double.NaN, Double.MIN_VALUE},
                new Object[] {1, null, "a", new Object[] {2L}},
                new Object[0]);
    }

    private static Stream<Object> times() {
        LocalDateTime local = LocalDateTime.of(2024, 10, 27, 2, 30, 0, 1);
        return Stream.of(
                new Date(0),
                new Date(Long.MIN_VALUE),
                new Date(8_640_000_000_000_000L),
                Instant.EPOCH,
                Instant.MIN,
                Instant.MAX,
                LocalDate.MIN,
                LocalDate.MAX,
                LocalDate.of(2024, 2, 29),
                LocalTime.MIDNIGHT,
                LocalTime.MAX,
                local,
                LocalDateTime.MIN,
                LocalDateTime.MAX,
                OffsetDateTime.MIN,
                OffsetDateTime.MAX,
                OffsetTime.MAX,
                local.atZone(ZoneId.of("Europe/Berlin")).withEarlierOffsetAtOverlap(),
                local.atZone(ZoneId.of("Europe/Berlin")).withLaterOffsetAtOverlap(),
                ZonedDateTime.of(local, ZoneOffset.ofHours(-5)),
                ZonedDateTime.ofInstant(local, ZoneOffset.UTC, ZoneId.of("UTC+03:00")),
                Year.of(-44),
                YearMonth.of(2024, 12),
                MonthDay.of(2, 29),
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Duration.ofMillis(-1),
                Period.of(-1, Integer.MAX_VALUE, 3),
                ZoneOffset.MIN,
                ZoneOffset.ofTotalSeconds(1),
                ZoneId.of("America/New_York"),
                ZoneId.of("GMT+2"));
    }

    private static Stream<Object> others() {
        return Stream.of(
                Optional.empty(),
                Optional.of(List.of(1)).map(ArrayList::new),
                new RemoteError("a.B", "message", "at c", new RemoteError("d.E", null, "", null)),
                new ArrayList<>(Arrays.asList(1, null, "x")),
                new ArrayList<>(),
                new LinkedHashSet<>(Arrays.asList("b", null, 3L, 3)),
                new LinkedHashMap<>(Map.of("k", 1)));
    }

    @Test
    void null_thereAndBack_isNull() {
        assertThat(copy(null)).isNull();
    }

    @Test // CLN-15
    void double_notANumberWithPayload_keepsItsBits() {
        double odd = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);

        assertThat(Double.doubleToRawLongBits((double) copy(odd))).isEqualTo(Double.doubleToRawLongBits(odd));
    }

    @Test // CLN-11
    void pattern_thereAndBack_hasTextAndFlags() {
        Pattern back = (Pattern) copy(Pattern.compile("a(b|c)*\\p{L}", Pattern.CASE_INSENSITIVE | Pattern.DOTALL));

        assertThat(back.pattern()).isEqualTo("a(b|c)*\\p{L}");
        assertThat(back.flags()).isEqualTo(Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    @ParameterizedTest // CLN-11
    @CsvSource({
        "(?i)ab, 0, 2",
        "(?-i)ab, 2, 0",
        "(?i)(?s)a.b, 0, 34",
        "((?i)a)b, 0, 0",
        "(?i:a)b, 8, 8",
        "(a\\(?i), 0, 0",
        "a(?i)b, 16, 16"
    })
    void pattern_whoseTextHasFlags_matchesTheSame(String text, int flags, int effective) {
        Pattern back = (Pattern) copy(Pattern.compile(text, flags));

        assertThat(back.pattern()).isEqualTo(text);
        assertThat(back.flags()).isEqualTo(effective);
    }

    @Test // CLN-13
    void byteBuffer_direct_arrivesAsHeapCopyOfWhatRemains() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(0, 1).putInt(4, 0x01020304).position(4);

        ByteBuffer back = (ByteBuffer) copy(buffer.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN));

        assertThat(buffer.position()).isEqualTo(4);
        assertThat(back.hasArray()).isTrue();
        assertThat(back.remaining()).isEqualTo(4);
        assertThat(back.getInt()).isEqualTo(0x01020304);
    }

    @Test // CLN-12
    void collections_ofAnyClass_arriveAsListSetAndMapInOrder() {
        Map<Object, Object> values = new LinkedHashMap<>();
        values.put("immutable", List.of(1, 2));
        values.put("view", Collections.unmodifiableCollection(new ArrayDeque<>(List.of(3, 4))));
        values.put("sortedSet", new TreeSet<>(List.of("b", "a")));
        values.put("sortedMap", new TreeMap<>(Map.of(2, "two", 1, "one")));
        values.put("concurrent", new ConcurrentHashMap<>(Map.of("k", "v")));
        values.put("keySet", new TreeMap<>(Map.of("y", 1, "x", 2)).keySet());

        Map<?, ?> back = (Map<?, ?>) copy(values);

        assertThat(back.get("immutable")).isEqualTo(List.of(1, 2)).isInstanceOf(ArrayList.class);
        assertThat(back.get("view")).isEqualTo(List.of(3, 4));
        assertThat(new ArrayList<>((Set<?>) back.get("sortedSet"))).hasToString("[a, b]");
        assertThat(back.get("sortedMap")).hasToString("{1=one, 2=two}").isInstanceOf(LinkedHashMap.class);
        assertThat(back.get("concurrent")).isEqualTo(Map.of("k", "v"));
        assertThat(back.get("keySet")).hasToString("[x, y]").isInstanceOf(LinkedHashSet.class);
        assertThat(new ArrayList<>(back.keySet())).isEqualTo(new ArrayList<>(values.keySet()));
    }

    @Test // CLN-16
    void map_nullValue_isNotAMissingKey() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("there", null);

        assertThat(copy(map)).isEqualTo(map).isNotEqualTo(Map.of());
    }

    @Test
    void objectArray_typed_arrivesAsObjectArray() {
        assertThat(copy(new String[][] {{"a"}, null})).isEqualTo(new Object[] {new Object[] {"a"}, null});
    }

    @Test
    void enum_anyConstant_arrivesAsItsName() {
        assertThat(copy(new Object[] {DayOfWeek.FRIDAY, TimeUnit.DAYS, Operation.PLUS}))
                .isEqualTo(new Object[] {"FRIDAY", "DAYS", "PLUS"});
    }

    @Test // the type table: a path as text, and as a path where the receiver asks for one
    void path_thereAndBack_isTextOrPath() {
        Path path = Path.of("some", "d\u00edr", "file.txt");

        assertThat(copy(path)).isEqualTo(path.toString());
        assertThat(StructuredClone.value(StructuredClone.encode(path, "value")).get(Path.class))
                .isEqualTo(path);
    }

    @Test // CLN-22: bytes that are long enough are put into the result last
    void bytes_longAmongOthers_keepTheirPlaces() {
        byte[] long1 = new byte[100_000];
        Arrays.fill(long1, (byte) 1);
        byte[] long2 = new byte[8 * 1024];
        Arrays.fill(long2, (byte) 2);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("first", long1);
        map.put("between", List.of("x", new byte[10]));
        map.put("second", Arrays.asList(long2, long1, long2));
        map.put("last", "y");

        Map<?, ?> back = (Map<?, ?>) copy(map);

        assertThat(back.get("first")).isEqualTo(long1);
        assertThat(Arrays.deepEquals(new Object[] {"x", new byte[10]}, ((List<?>) back.get("between")).toArray()))
                .isTrue();
        assertThat(((List<?>) back.get("second")).get(0)).isEqualTo(long2);
        assertThat(((List<?>) back.get("second")).get(1)).isSameAs(back.get("first"));
        assertThat(back.get("last")).isEqualTo("y");
    }

    @Test // CLN-22: counted, because each copy of a large payload costs as much as its transport
    void bytes_ofAMebibyteInAMap_areCopiedOnce() {
        Map<String, Object> map = Map.of("data", new byte[1 << 20]);
        Payload warm = StructuredClone.encode(map, "value");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        Payload bytes = StructuredClone.encode(map, "value");
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(bytes).isEqualTo(warm);
        assertThat(allocated).isLessThan((1 << 20) + (1 << 19));
    }

    @Test // CLN-09
    void objects_ofTwoMessages_areNotShared() {
        List<Object> shared = new ArrayList<>(List.of(1));

        Object first = copy(shared);
        Object second = copy(shared);

        assertThat(first).isEqualTo(shared).isNotSameAs(shared).isNotSameAs(second);
    }

    @Test // CLN-18, CLN-25: boxed or not, a value keeps its type, and what cannot be kept is refused and not converted
    void boxed_inAnArray_keepTheirTypes() {
        Object[] values = {(byte) 1, (short) 1, 1, 1L, 1f, 1d, '1', true, Double.NaN, new Date(1)};

        assertThat(copy(values)).isEqualTo(values);
    }

    @Test // CLN-17
    void record_privateOrLocal_arrivesAsMapInOrderOfComponents() {
        record Local(int zeta, Secret alpha) {}

        Object back = copy(List.of(new Local(1, new Secret("x")), new Local(2, new Secret("y"))));

        assertThat(back).hasToString("[{zeta=1, alpha={word=x}}, {zeta=2, alpha={word=y}}]");
        assertThat(((List<?>) back).get(0)).isInstanceOf(LinkedHashMap.class);
    }

    @Test // CLN-22, SC-21
    void encode_largeGraph_thereAndBack() {
        List<Object> large = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            large.add(new ArrayList<>(List.of(i, "n" + i)));
        }
        large.add(new byte[4 << 20]);

        assertThat(((List<?>) copy(large)).subList(0, 100_000)).isEqualTo(large.subList(0, 100_000));
    }

    @Test
    void encode_smallMap_isCompact() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", "poetries");
        map.put("age", 23);

        assertThat(StructuredClone.encode(map, "value").length()).isLessThanOrEqualTo(26);
    }

    private static Object copy(Object value) {
        return StructuredClone.decode(StructuredClone.encode(value, "value"));
    }

    private record Secret(String word) {}

    private enum Operation implements IntBinaryOperator {
        PLUS {
            @Override
            public int applyAsInt(int left, int right) {
                return left + right;
            }
        }
    }
}
