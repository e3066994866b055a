package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessagePort;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.payload.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.net.Socket;
import java.net.URI;
import java.rmi.Remote;
import java.sql.Timestamp;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be cloned and what the sender is told: CLN-02 to CLN-06, SC-13, SC-16, SC-21. */
@NullUnmarked
@SuppressWarnings({"UnusedMethod", "UnnecessaryStringBuilder"
}) // accessors are called reflectively; refusing the class is the point
final class RefusalTest {

    @ParameterizedTest
    @MethodSource("refused")
    void value_ofNoListedType_isRefusedWithItsClass(Object value, String className) {
        assertThatThrownBy(() -> StructuredClone.encodeArguments(1, value))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: args[1] (" + className + ")");
    }

    static Stream<Arguments> refused() {
        Runnable lambda = () -> {};
        Object proxy = proxy(Runnable.class);
        return Stream.of(
                Arguments.of(lambda, "java.lang.Runnable"),
                Arguments.of(proxy, "java.lang.Runnable"),
                Arguments.of(Thread.currentThread(), "java.lang.Thread"),
                Arguments.of(String.class, "java.lang.Class"),
                Arguments.of(new Object(), "java.lang.Object"),
                Arguments.of(new AtomicInteger(), "java.util.concurrent.atomic.AtomicInteger"),
                Arguments.of(new StringBuilder(), "java.lang.StringBuilder"),
                Arguments.of(new CompletableFuture<>(), "java.util.concurrent.CompletableFuture"),
                Arguments.of(new ByteArrayInputStream(new byte[0]), "java.io.ByteArrayInputStream"),
                Arguments.of(new WeakReference<>(""), "java.lang.ref.WeakReference"),
                Arguments.of(List.of().iterator(), "java.util.ImmutableCollections$ListItr"),
                Arguments.of(
                        ClassLoader.getPlatformClassLoader(), "jdk.internal.loader.ClassLoaders$PlatformClassLoader"),
                Arguments.of(ProcessHandle.current(), "java.lang.ProcessHandleImpl"),
                Arguments.of(Object.class.getMethods()[0], "java.lang.reflect.Method"),
                Arguments.of(new FutureTask<>(() -> 1), "java.util.concurrent.FutureTask"),
                Arguments.of(new SoftReference<>(""), "java.lang.ref.SoftReference"),
                Arguments.of(new ByteArrayOutputStream(), "java.io.ByteArrayOutputStream"),
                Arguments.of(new ThreadLocal<>(), "java.lang.ThreadLocal"),
                Arguments.of(proxy(MessagePort.class), "dev.covalent.common.MessagePort"), // CLN-04
                Arguments.of(proxy(Remote.class), "java.rmi.Remote"), // CLN-04: as stubs are
                Arguments.of(new Bean(), "dev.covalent.common.clone.RefusalTest$Bean"),
                Arguments.of(new Timestamp(0), "java.sql.Timestamp"),
                Arguments.of(new LoudInteger(), "dev.covalent.common.clone.RefusalTest$LoudInteger"));
    }

    @Test // CLN-03
    void path_throughRecordsMapsAndLists_namesEveryStep() throws Exception {
        try (Socket socket = new Socket()) {
            Object bad = new Owner("me", socket);
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("owner", bad);

            assertRefused(map, "args[0].owner.socket (java.net.Socket)");
            assertRefused(List.of(0, bad), "args[0][1].socket (java.net.Socket)");
            assertRefused(new Object[] {0, 1, bad}, "args[0][2].socket (java.net.Socket)");
            assertRefused(Map.of("odd key", socket), "args[0][\"odd key\"] (java.net.Socket)");
            assertRefused(Map.of(7, socket), "args[0].values[0] (java.net.Socket)");
            assertRefused(Map.of(socket, 1), "args[0].keys[0] (java.net.Socket)");
            assertRefused(Set.of(socket), "args[0].elements[0] (java.net.Socket)");
            assertRefused(Optional.of(List.of(socket)), "args[0].value[0] (java.net.Socket)");
        }
    }

    @Test
    void map_unsuitableKeyAfterGoodEntries_isNamedByItsPosition() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("b", 2);
        map.put(new Object(), 3);

        assertRefused(map, "args[0].keys[2] (java.lang.Object)");
    }

    @Test
    void path_veryLong_isCutInTheMiddle() {
        Object value = new Object();
        for (int i = 0; i < 500; i++) {
            value = Map.of("step", value);
        }
        Object deep = value;

        assertThatThrownBy(() -> StructuredClone.encodeArguments(deep))
                .hasMessageStartingWith("An object could not be cloned: args[0].step.step")
                .hasMessageContaining("...")
                .hasMessageEndingWith(".step (java.lang.Object)")
                .message()
                .hasSizeLessThan(350);
    }

    @Test // CLN-19
    void accessor_thatThrows_isNamedWithItsException() {
        assertThatThrownBy(() -> StructuredClone.encodeArguments(List.of(new Explosive(1))))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: args[0][0].fuse (the accessor of"
                        + " dev.covalent.common.clone.RefusalTest$Explosive threw java.lang.IllegalStateException)")
                .cause()
                .hasMessage("boom");
    }

    @Test
    void iterator_thatThrows_isNamedWithItsException() {
        List<Object> broken = new AbstractList<>() {
            @Override
            public Object get(int index) {
                throw new UnsupportedOperationException("no " + index);
            }

            @Override
            public int size() {
                return 1;
            }
        };

        assertThatThrownBy(() -> StructuredClone.encodeArguments(Map.of("list", broken)))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageStartingWith("An object could not be cloned: args[0].list (dev.covalent.common.clone")
                .hasMessageContaining("reading it threw java.lang.UnsupportedOperationException")
                .cause()
                .hasMessage("no 0");
    }

    @Test
    void list_changedWhileEncoded_isRefused() {
        List<Object> list = new ArrayList<>();
        list.add(new Meddler(list));
        list.add("after");

        assertThatThrownBy(() -> StructuredClone.encodeArguments(list))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: args[0] (java.util.ArrayList: reading it threw"
                        + " java.util.ConcurrentModificationException; do not change it while it is sent)")
                .hasCauseInstanceOf(ConcurrentModificationException.class);
    }

    @Test
    void list_withoutEnd_isRefusedAtTheLimit() {
        Iterable<Integer> endless = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                return 1;
            }
        };
        List<Integer> list = new ArrayList<>() {
            @Override
            public Iterator<Integer> iterator() {
                return endless.iterator();
            }
        };

        assertThatThrownBy(() -> StructuredClone.encode(list, "value", 10_000))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageContaining("the limit is 10000; send less at a time, or raise covalent.maxMessageBytes");
    }

    @Test
    void array_overTheLimit_isRefusedNamingSizeAndLimit() {
        assertThatThrownBy(() -> StructuredClone.encode(Map.of("data", new byte[5000]), "args[0]", 1000))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage(
                        "An object could not be cloned: args[0].data (at least 5011 bytes encoded, the limit is 1000;"
                                + " send less at a time, or raise covalent.maxMessageBytes)");
    }

    @Test
    void value_exactlyAtTheLimit_isEncoded() {
        int size = StructuredClone.encode("abcdef", "value").length();

        assertThat(StructuredClone.encode("abcdef", "value", size).length()).isEqualTo(size);
        assertThatThrownBy(() -> StructuredClone.encode("abcdef", "value", size - 1))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageContaining("at least 9 bytes encoded, the limit is 8");
    }

    @Test // SC-21
    void nesting_atTheLimit_arrives() {
        Payload bytes = StructuredClone.encode(nested(StructuredClone.MAX_DEPTH), "value");

        Object level = StructuredClone.decode(bytes);
        int depth = 0;
        while (level instanceof List<?> list) {
            depth++;
            level = list.isEmpty() ? null : list.get(0);
        }
        assertThat(depth).isEqualTo(StructuredClone.MAX_DEPTH);
    }

    @Test // SC-21
    void nesting_beyondTheLimit_isRefusedNamingIt() {
        for (int depth : new int[] {StructuredClone.MAX_DEPTH + 1, 100_000}) {
            assertThatThrownBy(() -> StructuredClone.encode(nested(depth), "value"))
                    .isInstanceOf(UncloneableValueException.class)
                    .hasMessageContaining("(nested more than 1000 deep)");
        }
    }

    @Test
    void pattern_withCanonEq_isRefused() {
        assertRefused(
                Pattern.compile("a", Pattern.CANON_EQ),
                "args[0] (java.util.regex.Pattern of more than 16384 characters or with the flag CANON_EQ)");
    }

    @ParameterizedTest // its flags() are those at the end: nothing tells which it began with
    @CsvSource({"a(?i)b, 0", "a(?-i)b, 2", "(?:a)(?sm).$, 0", "a (?x) b, 0", "a#(?i)b, 0"})
    void pattern_thatSwitchesAFlagInTheMiddle_isRefused(String text, int flags) {
        assertRefused(
                Pattern.compile(text, flags),
                "args[0] (java.util.regex.Pattern that switches a flag after its start: \"" + text
                        + "\"; put it in a group, as in (?i:x))");
    }

    @Test
    void locale_thatNeitherTagNorPartsGiveBack_isRefused() {
        Locale locale = Locale.forLanguageTag("no-Latn-NO-x-lvariant-NY");

        assertRefused(
                locale, "args[0] (java.util.Locale that its own language tag does not give back: no_NO_NY_#Latn)");
    }

    @Test
    void uri_thatItsTextDoesNotGiveBack_isRefused() {
        URI uri = URI.create("x:/a/").relativize(URI.create("x:/a/1:b"));

        assertRefused(uri, "args[0] (java.net.URI that its own text does not give back: \"1:b\")");
    }

    @Test // CLN-03: the step to what is nested in arrays, records and optionals within each other
    void path_throughNestedArraysAndRecords_namesEveryStep() {
        Object bad = new Object();

        assertRefused(new Object[][] {{1}, {2, bad}}, "args[0][1][1] (java.lang.Object)");
        assertRefused(List.of(new Pair(1, List.of(Optional.of(bad)))), "args[0][0].right[0].value (java.lang.Object)");
        assertRefused(Map.of(List.of(1, bad), 2), "args[0].keys[0][1] (java.lang.Object)");
        assertRefused(Map.of(List.of(1), new Pair(bad, 2)), "args[0].values[0].left (java.lang.Object)");
        assertRefused(Set.of(List.of(new Pair(1, bad))), "args[0].elements[0][0].right (java.lang.Object)");
    }

    @Test // CLN-04, CLN-05: whatever its class says of itself, it is asked nothing
    void object_thatThrowsWhateverItIsAsked_isRefused() {
        Object hostile = proxyThatThrows();

        assertRefused(hostile, "args[0] (java.lang.Comparable)");
        assertRefused(Map.of("k", hostile), "args[0].k (java.lang.Comparable)");
    }

    @Test // IPC-32: one limit for all parts together
    void bytes_manyLongOnesOverTheLimit_areRefusedNamingSizeAndLimit() {
        List<byte[]> parts = List.of(new byte[40_000], new byte[40_000], new byte[40_000]);

        assertThat(StructuredClone.encode(parts.subList(0, 2), "value", 100_000).length())
                .isGreaterThan(80_000);
        assertThatThrownBy(() -> StructuredClone.encode(parts, "value", 100_000))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageStartingWith("An object could not be cloned: value[2] (at least 1200")
                .hasMessageContaining("bytes encoded, the limit is 100000; send less at a time");
    }

    private static Object proxy(Class<?> type) {
        return Proxy.newProxyInstance(
                RefusalTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> null);
    }

    private static Object proxyThatThrows() {
        return Proxy.newProxyInstance(
                RefusalTest.class.getClassLoader(), new Class<?>[] {Comparable.class}, (self, method, args) -> {
                    throw new IllegalStateException("user code ran: " + method.getName());
                });
    }

    private record Pair(Object left, Object right) {}

    private static Object nested(int depth) {
        List<Object> value = new ArrayList<>();
        for (int i = 1; i < depth; i++) {
            value = new ArrayList<>(Arrays.asList((Object) value));
        }
        return value;
    }

    private static void assertRefused(Object value, String where) {
        assertThatThrownBy(() -> StructuredClone.encodeArguments(new Object[] {value}))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: " + where);
    }

    private record Owner(String name, Socket socket) {}

    private record Explosive(int fuse) {
        @Override
        public int fuse() {
            throw new IllegalStateException("boom");
        }
    }

    /** Adds to the list it is in when it is read. */
    private record Meddler(List<Object> victim) {
        @Override
        public List<Object> victim() {
            victim.add("more");
            return List.of();
        }
    }

    private static final class LoudInteger extends BigInteger {
        LoudInteger() {
            super("1");
        }

        @Override
        public byte[] toByteArray() {
            throw new IllegalStateException("user code ran");
        }
    }

    static final class Bean {}
}
