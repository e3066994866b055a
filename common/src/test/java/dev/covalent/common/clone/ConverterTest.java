package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.RemoteError;
import dev.covalent.common.TypeToken;
import dev.covalent.common.Value;
import dev.covalent.common.ValueConversionException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plain values rebuilt as the type that the receiver asks for: CLN-17, CLN-18. */
@NullUnmarked
@SuppressWarnings("UnusedMethod") // what is called reflectively
final class ConverterTest {

    @ParameterizedTest
    @MethodSource("exact")
    void scalar_thatFits_isConverted(Object plain, Class<?> type, Object expected) {
        assertThat(value(plain).get(type)).isEqualTo(expected).hasSameClassAs(expected);
    }

    static Stream<Arguments> exact() {
        return Stream.of(
                Arguments.of(5, int.class, 5),
                Arguments.of(5, Integer.class, 5),
                Arguments.of(5, long.class, 5L),
                Arguments.of(5, double.class, 5.0),
                Arguments.of(5, byte.class, (byte) 5),
                Arguments.of(5L, int.class, 5),
                Arguments.of(5, BigInteger.class, BigInteger.valueOf(5)),
                Arguments.of(5, BigDecimal.class, BigDecimal.valueOf(5)),
                Arguments.of(new BigDecimal("0E-100000000"), BigInteger.class, BigInteger.ZERO),
                Arguments.of(3.0, int.class, 3),
                Arguments.of(0.5, float.class, 0.5f),
                Arguments.of(0.1f, double.class, (double) 0.1f),
                Arguments.of(-0.0, float.class, -0.0f),
                Arguments.of(Double.NaN, float.class, Float.NaN),
                Arguments.of(Float.NEGATIVE_INFINITY, double.class, Double.NEGATIVE_INFINITY),
                Arguments.of(1 << 24, float.class, 16_777_216f),
                Arguments.of(BigInteger.ONE.shiftLeft(62), long.class, 1L << 62),
                Arguments.of(new BigDecimal("2.50"), double.class, 2.5),
                Arguments.of(new BigDecimal("2.00"), int.class, 2),
                Arguments.of(7, Number.class, 7),
                Arguments.of(7, Object.class, 7),
                Arguments.of(7, Comparable.class, 7),
                Arguments.of(true, boolean.class, true),
                Arguments.of('c', char.class, 'c'),
                Arguments.of("c", char.class, 'c'),
                Arguments.of("text", CharSequence.class, "text"),
                Arguments.of("FRIDAY", DayOfWeek.class, DayOfWeek.FRIDAY),
                Arguments.of("LOUD", Voice.class, Voice.LOUD),
                Arguments.of(Instant.EPOCH, Instant.class, Instant.EPOCH),
                Arguments.of(ByteBuffer.wrap(new byte[] {1, 2}), byte[].class, new byte[] {1, 2}),
                Arguments.of(new byte[] {1, 2}, ByteBuffer.class, ByteBuffer.wrap(new byte[] {1, 2})),
                Arguments.of(List.of(1, 2L), int[].class, new int[] {1, 2}),
                Arguments.of(new int[] {1, 2}, long[].class, new long[] {1, 2}),
                Arguments.of(Set.of("a"), String[].class, new String[] {"a"}),
                Arguments.of(List.of(List.of("a"), List.of()), String[][].class, new String[][] {{"a"}, {}}));
    }

    @ParameterizedTest
    @MethodSource("lossy")
    void scalar_thatDoesNotFit_isRefused(Object plain, Class<?> type, String problem) {
        assertThatThrownBy(() -> value(plain).get(type))
                .isInstanceOf(ValueConversionException.class)
                .hasMessage("value: found " + problem);
    }

    static Stream<Arguments> lossy() {
        return Stream.of(
                Arguments.of(3.5, int.class, "Double 3.5, expected int"),
                Arguments.of(-0.0, int.class, "Double -0.0, expected int"),
                Arguments.of(Double.NaN, long.class, "Double NaN, expected long"),
                Arguments.of(1L << 40, int.class, "Long 1099511627776, expected int"),
                Arguments.of(128, byte.class, "Integer 128, expected byte"),
                Arguments.of((1 << 24) + 1, float.class, "Integer 16777217, expected float"),
                Arguments.of(Long.MAX_VALUE, double.class, "Long 9223372036854775807, expected double"),
                Arguments.of(0.1, float.class, "Double 0.1, expected float"),
                Arguments.of(new BigDecimal("0.1"), double.class, "BigDecimal, expected double"),
                Arguments.of(new BigDecimal("1E1000000000"), BigInteger.class, "BigDecimal, expected BigInteger"),
                Arguments.of(new BigDecimal("1E-1000000000"), long.class, "BigDecimal, expected long"),
                Arguments.of(new BigDecimal("1E-100000000"), BigInteger.class, "BigDecimal, expected BigInteger"),
                Arguments.of(new BigDecimal("1E-1000000000"), double.class, "BigDecimal, expected double"),
                Arguments.of("5", int.class, "String \"5\", expected int"),
                Arguments.of(5, String.class, "Integer 5, expected String"),
                Arguments.of(5, boolean.class, "Integer 5, expected boolean"),
                Arguments.of("ab", char.class, "String \"ab\", expected char"),
                Arguments.of("HUSH", Voice.class, "String \"HUSH\", expected Voice (one of LOUD, LOW)"),
                Arguments.of(1, Voice.class, "Integer 1, expected Voice (one of LOUD, LOW)"),
                Arguments.of(List.of(1), Map.class, "List, expected Map"),
                Arguments.of(
                        Map.of(),
                        List.class,
                        "Map, expected List, which is neither a record nor a bean (public"
                                + " constructor without parameters, setters)"),
                Arguments.of(List.of(), Person.class, "List, expected Person"),
                Arguments.of(new IllegalStateException("x"), Throwable.class, "RemoteError, expected Throwable"));
    }

    @Test
    void null_isNullOrRefusedForPrimitives() {
        assertThat(value(null).get(Person.class)).isNull();
        assertThat(value(null).isNull()).isTrue();
        assertThatThrownBy(() -> value(null).get(int.class)).hasMessage("value: found null, expected int");
    }

    @Test
    void record_thereAndBack_isEqual() {
        Person person = new Person("Ann", 40, DayOfWeek.MONDAY, List.of(new Address("x", 1)), Optional.of("A"));

        assertThat(value(person).get(Person.class)).isEqualTo(person);
    }

    @Test
    void record_missingComponents_areNullOrEmptyAndExtraKeysIgnored() {
        Person person = value(Map.of("age", 3L, "extra", 1)).get(Person.class);

        assertThat(person).isEqualTo(new Person(null, 3, null, null, Optional.empty()));
    }

    @Test
    void record_missingPrimitive_isRefusedNamingIt() {
        assertThatThrownBy(() -> value(Map.of("name", "Ann")).get(Person.class))
                .isInstanceOf(ValueConversionException.class)
                .hasMessage("value.age: missing, expected int");
    }

    @Test
    void record_thatRefusesItsComponents_isTheCause() {
        assertThatThrownBy(() -> value(Map.of("low", 2, "high", 1)).get(Range.class))
                .isInstanceOf(ValueConversionException.class)
                .hasMessage("value: Range refused its components: java.lang.IllegalArgumentException: 2 > 1")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void record_generic_takesTheTypeArguments() {
        Pair<Address, List<Long>> pair = value(Map.of("left", Map.of("street", "s", "zip", 9), "right", List.of(1, 2)))
                .get(new TypeToken<Pair<Address, List<Long>>>() {});

        assertThat(pair).isEqualTo(new Pair<>(new Address("s", 9), List.of(1L, 2L)));
    }

    @Test
    void path_ofAMismatch_namesEveryStep() {
        Object plain = Map.of("address", Map.of("zip", "abc"));

        assertThatThrownBy(() -> arguments(0, plain).get(1, new TypeToken<Map<String, Address>>() {}))
                .isInstanceOf(ValueConversionException.class)
                .hasMessage("args[1].address.zip: found String \"abc\", expected int");
        assertThatThrownBy(() -> value(List.of(1, "x")).get(new TypeToken<List<Integer>>() {}))
                .hasMessage("value[1]: found String \"x\", expected Integer");
        assertThatThrownBy(() -> value(Set.of("x")).get(new TypeToken<Set<Integer>>() {}))
                .hasMessage("value.elements[0]: found String \"x\", expected Integer");
        assertThatThrownBy(() -> value(Map.of("x", 1)).get(new TypeToken<Map<Integer, Integer>>() {}))
                .hasMessage("value.keys[0]: found String \"x\", expected Integer");
        assertThatThrownBy(() -> value(Optional.of("x")).get(new TypeToken<Optional<Integer>>() {}))
                .hasMessage("value.value: found String \"x\", expected Integer");
    }

    @Test
    void collections_ofEveryKind_areBuilt() {
        Value list = value(List.of("b", "a"));

        assertThat(list.get(new TypeToken<Collection<String>>() {})).isEqualTo(List.of("b", "a"));
        assertThat(list.get(new TypeToken<Iterable<? extends CharSequence>>() {}))
                .containsExactly("b", "a");
        assertThat(list.get(new TypeToken<Set<String>>() {}))
                .isInstanceOf(LinkedHashSet.class)
                .containsExactly("b", "a");
        assertThat(list.get(new TypeToken<SortedSet<String>>() {})).containsExactly("a", "b");
        assertThat(list.get(new TypeToken<Deque<String>>() {})).containsExactly("b", "a");
        assertThat(value(Map.of(2, 1, 1, 1)).get(new TypeToken<SortedMap<Long, Integer>>() {}))
                .isEqualTo(Map.of(1L, 1, 2L, 1));
        assertThat(value(new Object[] {List.of(1)}).get(new TypeToken<List<Long>[]>() {}))
                .isEqualTo(new List<?>[] {List.of(1L)});
    }

    @Test
    void sortedSet_ofWhatHasNoOrder_isRefused() {
        Object plain = List.of(Map.of("street", "s", "zip", 1));

        assertThatThrownBy(() -> value(plain).get(new TypeToken<SortedSet<Address>>() {}))
                .isInstanceOf(ValueConversionException.class)
                .hasMessageStartingWith("value[0]: SortedSet<Address> refused it: java.lang.ClassCastException");
    }

    @Test
    void list_ofAnything_isThePlainList() {
        Value value = value(List.of(1, "x"));

        assertThat((Object) value.get(new TypeToken<List<?>>() {})).isSameAs(value.get());
        assertThat((Object) value.get(new TypeToken<List<Object>>() {})).isSameAs(value.get());
    }

    @Test
    void bean_isFilledThroughSettersAndPublicFields() {
        Map<String, Object> plain =
                new HashMap<>(Map.of("name", "n", "size", 3L, "URL", "u", "open", true, "extra", 1));
        plain.put("tags", List.of("LOUD"));

        Bean bean = value(plain).get(Bean.class);

        assertThat(bean.name).isEqualTo("n");
        assertThat(bean.size).isEqualTo(3);
        assertThat(bean.url).isEqualTo("u");
        assertThat(bean.open).isTrue();
        assertThat(bean.tags).containsExactly(Voice.LOUD);
    }

    @Test
    void bean_setterThatThrows_isTheCause() {
        assertThatThrownBy(() -> value(Map.of("size", -1)).get(Bean.class))
                .isInstanceOf(ValueConversionException.class)
                .hasMessage("value.size: Bean refused it: java.lang.IllegalArgumentException: negative");
        assertThatThrownBy(() -> value(Map.of("size", "x")).get(Bean.class))
                .hasMessage("value.size: found String \"x\", expected int");
    }

    @Test // CLN-26: only what the receiver names is made, and nothing of the platform's
    void bean_ofThePlatform_isRefused() {
        for (Class<?> type : List.of(Thread.class, URL.class, Callable.class, StringBuilder.class, Object[].class)) {
            assertThatThrownBy(() -> value(Map.of("name", "x")).get(type))
                    .as("%s", type)
                    .isInstanceOf(ValueConversionException.class)
                    .hasMessageStartingWith("value: found Map, expected " + type.getSimpleName());
        }
    }

    @Test // CLN-08
    void object_metTwice_isConvertedOnce() {
        Object shared = Map.of("street", "s", "zip", 1);

        List<Address> list = value(Arrays.asList(shared, shared)).get(new TypeToken<List<Address>>() {});

        assertThat(list.get(0)).isSameAs(list.get(1));
    }

    @Test // CLN-07
    void cycle_throughBeanAndList_isKept() {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("peers", List.of(node));

        Node converted = value(node).get(Node.class);

        assertThat(converted.peers.get(0)).isSameAs(converted);
    }

    @Test
    void cycle_throughRecord_isRefused() {
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("next", link);

        assertThatThrownBy(() -> value(link).get(Link.class))
                .isInstanceOf(ValueConversionException.class)
                .hasMessage(
                        "value.next: a cycle through Link, which must be complete to be made; ask for a list, map or"
                                + " bean in between");
    }

    @Test
    void graph_exponentialWithoutSharing_isConvertedInTime() {
        Object node = List.of();
        for (int i = 0; i < 200; i++) {
            node = List.of(node, node);
        }

        assertThat(value(node).get(Object[].class)).hasSize(2);
        assertThat(value(node).get(new TypeToken<List<Iterable<? extends List<?>>>>() {}))
                .hasSize(2);
    }

    @Test // CLN-14
    void error_askedAsRemoteError_isItself() {
        RemoteError error = value(new IllegalStateException("x")).get(RemoteError.class);

        assertThat(error.type()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.message()).isEqualTo("x");
    }

    @Test
    void optionals_ofComponents_acceptPlainValues() {
        Options options =
                value(Map.of("name", "x", "ages", Optional.of(List.of(1)))).get(Options.class);

        assertThat(options).isEqualTo(new Options(Optional.of("x"), OptionalInt.empty(), Optional.of(List.of(1L))));
    }

    private static Value value(Object plain) {
        return StructuredClone.value(StructuredClone.encode(plain, "value"));
    }

    private static dev.covalent.common.Arguments arguments(Object... args) {
        return StructuredClone.arguments(StructuredClone.encodeArguments(args));
    }

    private enum Voice implements Runnable {
        LOUD {
            @Override
            public void run() {}
        },
        LOW {
            @Override
            public void run() {}
        }
    }

    private record Address(String street, int zip) {}

    private record Person(String name, int age, DayOfWeek day, List<Address> addresses, Optional<String> title) {}

    private record Range(int low, int high) {
        Range {
            if (low > high) {
                throw new IllegalArgumentException(low + " > " + high);
            }
        }
    }

    private record Pair<A, B extends Collection<?>>(A left, B right) {}

    private record Link(Link next) {}

    private record Options(Optional<String> name, OptionalInt age, Optional<List<Long>> ages) {}

    public static final class Bean {
        public boolean open;
        private String name;
        private int size;
        private String url;
        private List<Voice> tags = new ArrayList<>();

        public void setName(String name) {
            this.name = name;
        }

        public int getSize() {
            return size;
        }

        public void setSize(String text) {
            this.size = text.length();
        }

        public void setSize(int size) {
            if (size < 0) {
                throw new IllegalArgumentException("negative");
            }
            this.size = size;
        }

        public void setURL(String url) {
            this.url = url;
        }

        public void setTags(List<Voice> tags) {
            this.tags = tags;
        }
    }

    public static final class Node {
        public List<Node> peers;
    }
}
