package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Arguments;
import dev.covalent.common.Channel;
import dev.covalent.common.ChannelMismatchException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.TypeToken;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.Value;
import dev.covalent.common.ValueConversionException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small messages in which each of many levels holds the level below twice: whoever follows every path never ends.
 * CLN-08, CLN-24.
 */
@NullUnmarked
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // hashing heeds no interrupt
final class SharedGraphTest {
    private static final int LEVELS = 60;

    static Stream<Type> types() {
        return Stream.of(
                Object.class,
                Object[].class,
                Map.class,
                Tree.class,
                Bean.class,
                EqualBean.class,
                new TypeToken<Map<String, Object>>() {}.type(),
                new TypeToken<SortedMap<String, Tree>>() {}.type(),
                new TypeToken<Map<String, Bean[]>>() {}.type(),
                new TypeToken<List<List<Object[]>>>() {}.type(),
                new TypeToken<Collection<Optional<Tree>>>() {}.type(),
                new TypeToken<Optional<Bean>>() {}.type(),
                new TypeToken<Set<Object>>() {}.type(),
                new TypeToken<Set<Bean>>() {}.type(),
                new TypeToken<Set<Map<String, Object>>>() {}.type(),
                new TypeToken<Map<Tree, Object>>() {}.type());
    }

    @ParameterizedTest
    @MethodSource("types")
    void get_lattice_endsWithValueOrRefusal(Type type) {
        Arguments message = arguments(treesOf(LEVELS), listsOf(LEVELS), List.of(treesOf(LEVELS)));

        for (int i = 0; i < message.size(); i++) {
            Value value = message.value(i);
            try {
                assertThat(value.get(type)).isNotNull();
            } catch (ValueConversionException expected) {
                assertThat(expected).hasMessageStartingWith("args[" + i + "]");
            }
        }
    }

    @Test
    void get_latticeAsRecordsOrBeans_keepsTheSharing() {
        Tree tree = arguments(treesOf(LEVELS)).get(0, Tree.class);
        EqualBean bean = arguments(treesOf(LEVELS)).get(0, EqualBean.class);

        assertThat(tree.left).isSameAs(tree.right);
        assertThat(bean.left).isSameAs(bean.right);
    }

    static Stream<Type> typesWithKeys() {
        return Stream.of(
                new TypeToken<Set<Tree>>() {}.type(),
                new TypeToken<Set<EqualBean>>() {}.type(),
                new TypeToken<Set<Object>>() {}.type(),
                new TypeToken<Set<Map<String, Object>>>() {}.type(),
                new TypeToken<Set<Optional<Tree>>>() {}.type(),
                new TypeToken<Set<Set<Object>>>() {}.type());
    }

    @ParameterizedTest
    @MethodSource("typesWithKeys")
    void get_latticeAsSetElement_isRefused(Type type) {
        Object element = type.getTypeName().contains("Set<java.util.Set") ? listsOf(LEVELS) : treesOf(LEVELS);

        Value value = arguments(List.of(element)).value(0);

        assertThatThrownBy(() -> value.get(type))
                .isInstanceOf(ValueConversionException.class)
                .hasMessageStartingWith("args[0][0]")
                .hasMessageEndingWith(": contains itself, or is one of too many to hash; ask for a list");
    }

    @Test
    void get_errorWithLatticeAsSetElement_isRefused() {
        RemoteError error = new RemoteError("a.B", null, null, listsOf(LEVELS), "", null);

        assertThatThrownBy(() -> arguments(List.of(error)).get(0, new TypeToken<Set<RemoteError>>() {}))
                .isInstanceOf(ValueConversionException.class)
                .hasMessageStartingWith("args[0][0]: contains itself");
    }

    @Test
    void get_cycleAsSetElement_isRefused() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);

        assertThatThrownBy(() -> arguments(List.of(cycle)).get(0, new TypeToken<Set<Object>>() {}))
                .isInstanceOf(ValueConversionException.class)
                .hasMessageStartingWith("args[0][0]: contains itself");
    }

    @Test
    void get_listsOfOneHashAsSet_areRefusedBeforeTheyTakeLong() {
        List<Object> lists = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            lists.add(List.of(i, -31 * i)); // 31 * a + b is the same for all
        }

        assertThatThrownBy(() -> arguments(lists).get(0, new TypeToken<Set<Object>>() {}))
                .isInstanceOf(ValueConversionException.class)
                .hasMessageContaining("is one of too many to hash");
    }

    @Test // their hash is that of their identity
    void get_beansOnACycleAsSet_areItsElements() {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("left", node);

        Set<Bean> beans = arguments(List.of(node)).get(0, new TypeToken<Set<Bean>>() {});

        assertThat(beans)
                .singleElement()
                .satisfies(bean -> assertThat(bean.left).isSameAs(bean));
    }

    @Test
    void get_smallLatticeAsSetOrKey_isTaken() {
        Object tree = treesOf(8);

        assertThat(arguments(List.of(tree, tree)).get(0, new TypeToken<Set<Tree>>() {}))
                .hasSize(1);
        assertThat(arguments(Map.of(tree, 1)).get(0, new TypeToken<Map<Tree, Long>>() {}))
                .containsValue(1L);
    }

    @Test
    void get_hashThatThrows_isTheCause() {
        assertThatThrownBy(() -> arguments(List.of(Map.of("text", "x"))).get(0, new TypeToken<Set<Unhashable>>() {}))
                .isInstanceOf(ValueConversionException.class)
                .hasMessage("args[0][0]: " + Unhashable.class.getName()
                        + " has no hash: java.lang.IllegalStateException: unhashable");
    }

    @Test // ASK-11
    void channel_lattice_isAMismatchOfAShortShape() {
        Channel<Integer> channel = Channel.of("count", Integer.class);

        assertThatThrownBy(() -> channel.read(arguments(listsOf(LEVELS))))
                .isInstanceOf(ChannelMismatchException.class)
                .hasMessage(
                        "Channel 'count' expects java.lang.Integer, but found [[[[...]]]]: found List, expected Integer");
    }

    @Test // each reference to the buffer costs two bytes, and hashing it all of them
    void setElement_thatRefersOftenToALargeBuffer_isMalformed() {
        ByteSink out = new ByteSink(1_000_000);
        out.octet(Tag.VERSION);
        out.octet(Tag.SET);
        out.octet(Tag.LIST);
        out.octet(Tag.BYTE_BUFFER);
        out.octet(0);
        out.sized(new byte[100_000]);
        for (int i = 0; i < 4000; i++) {
            out.octet(Tag.REFERENCE);
            out.unsigned(2);
        }
        out.octet(Tag.END);
        out.octet(Tag.END);

        assertThatThrownBy(() -> StructuredClone.decode(out.toPayload()))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("keys that take too long to hash");
    }

    @Test // what no receiver takes is not sent
    void encode_setElementThatRefersOftenToALargeBuffer_isRefused() {
        Object[] parts = new Object[4000];
        Arrays.fill(parts, ByteBuffer.allocate(100_000));
        Set<Object> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.add(Arrays.asList(parts));

        assertThatThrownBy(() -> arguments(set))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageContaining("contains itself or is too large");
    }

    @Test // CLN-08: or a list of references would become a list of copies
    void get_sharedBufferAsArrays_isOneArray() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2});

        List<byte[]> arrays = arguments(List.of(buffer, buffer)).get(0, new TypeToken<List<byte[]>>() {});

        assertThat(arrays.get(0)).isSameAs(arrays.get(1)).containsExactly(1, 2);
    }

    private static Arguments arguments(Object... values) {
        return StructuredClone.decodedArguments(StructuredClone.encodeArguments(values));
    }

    private static Object listsOf(int levels) {
        List<Object> list = List.of();
        for (int i = 0; i < levels; i++) {
            list = List.of(list, list);
        }
        return list;
    }

    private static Object treesOf(int levels) {
        Map<String, Object> tree = Map.of();
        for (int i = 0; i < levels; i++) {
            tree = Map.of("left", tree, "right", tree);
        }
        return tree;
    }

    private record Tree(Tree left, Tree right) {}

    private record Unhashable(String text) {
        @Override
        public int hashCode() {
            throw new IllegalStateException("unhashable");
        }
    }

    public static class Bean {
        public Bean left;
        public Bean right;
    }

    public static final class EqualBean {
        public EqualBean left;
        public EqualBean right;

        @Override
        public boolean equals(Object other) {
            return other instanceof EqualBean bean
                    && Objects.equals(left, bean.left)
                    && Objects.equals(right, bean.right);
        }

        @Override
        public int hashCode() {
            return Objects.hash(left, right);
        }
    }
}
