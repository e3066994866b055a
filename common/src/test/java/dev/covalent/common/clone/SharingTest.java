package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.payload.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Identity inside one message: CLN-07, CLN-08, CLN-09, SC-09, SC-10. */
@NullUnmarked
final class SharingTest {

    @ParameterizedTest
    @MethodSource("shared")
    void object_metTwice_arrivesAsOneObject(Object shared) {
        Object[] back = (Object[]) copy(new Object[] {shared, List.of(shared)});

        assertThat(back[0]).isNotNull().isSameAs(((List<?>) back[1]).get(0));
    }

    static Stream<Arguments> shared() {
        return Stream.of(
                        new ArrayList<>(),
                        new HashSet<>(),
                        new LinkedHashMap<>(),
                        new Object[] {1},
                        new int[] {1},
                        new byte[] {1},
                        new Point(1, 2),
                        Optional.of("x"),
                        Instant.now(),
                        new IllegalStateException("x"))
                .map(Arguments::of);
    }

    @Test
    void arguments_sharingAnObject_arriveSharingIt() {
        List<String> shared = List.of("x");

        dev.covalent.common.Arguments args =
                StructuredClone.arguments(StructuredClone.encodeArguments(shared, Map.of("k", shared)));

        assertThat(((Map<?, ?>) args.get(1)).get("k")).isSameAs(args.get(0));
    }

    @Test // CLN-09
    void object_inTwoMessages_isTwoObjects() {
        List<Object> list = new ArrayList<>();

        assertThat(copy(list)).isNotSameAs(copy(list)).isNotSameAs(list);
    }

    @Test
    void equalObjects_thatAreNotTheSame_staySeparate() {
        List<?> back = (List<?>) copy(List.of(new ArrayList<>(), new ArrayList<>()));

        assertThat((Object) back.get(0)).isNotSameAs(back.get(1));
    }

    @Test // CLN-07
    void list_containingItself_arrivesSo() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        List<?> back = (List<?>) copy(list);

        assertThat((Object) back.get(0)).isSameAs(back);
    }

    @Test
    void array_containingItselfThroughMapAndRecord_arrivesSo() {
        Object[] array = new Object[1];
        array[0] = Map.of("holder", new Holder(array));

        Object[] back = (Object[]) copy(array);

        assertThat(((Map<?, ?>) ((Map<?, ?>) back[0]).get("holder")).get("held"))
                .isSameAs(back);
    }

    @Test
    void arguments_containingThemselves_arriveSo() {
        Object[] args = new Object[1];
        args[0] = args;

        dev.covalent.common.Arguments back = StructuredClone.arguments(StructuredClone.encodeArguments(args));

        assertThat(((Object[]) back.get(0))[0]).isSameAs(back.get(0));
    }

    @Test
    void manyObjects_eachMetTwice_areTheSameInPairs() {
        List<Object> objects = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            objects.add(new ArrayList<>(List.of(i)));
        }

        List<?> back = (List<?>) copy(List.of(objects, new ArrayList<>(objects)));

        List<?> first = (List<?>) back.get(0);
        List<?> second = (List<?>) back.get(1);
        for (int i = 0; i < 1000; i++) {
            assertThat((Object) first.get(i))
                    .as("object %d", i)
                    .isSameAs(second.get(i))
                    .isEqualTo(List.of(i));
        }
    }

    @Test
    void graph_exponentialWithoutSharing_isSmall() {
        Object node = "leaf";
        for (int i = 0; i < 200; i++) {
            node = List.of(node, node);
        }

        Payload bytes = StructuredClone.encode(node, "value");

        assertThat(bytes.length()).isLessThan(2000);
        assertThat(StructuredClone.decode(bytes)).isInstanceOf(List.class);
    }

    @Test
    void mapKey_isAnObjectMetElsewhere_arrivesAsThatObject() {
        List<Object> key = new ArrayList<>(List.of(1, 2));

        Object[] back = (Object[]) copy(new Object[] {key, Map.of(key, "v")});

        assertThat(((Map<?, ?>) back[1]).keySet().iterator().next()).isSameAs(back[0]);
    }

    @Test
    void keys_recordsOfManyHashes_arrive() {
        Set<Point> points = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            points.add(new Point(i % 100, i / 100));
        }

        assertThat((Set<?>) copy(points)).hasSize(10_000);
    }

    @Test
    void setElement_containingTheSet_isRefused() {
        Set<Object> set = new HashSet<>();
        List<Object> element = new ArrayList<>();
        set.add(element);
        element.add(set);

        assertThatThrownBy(() -> StructuredClone.encode(set, "value"))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: value.elements[0] (java.util.ArrayList as a map key or set"
                        + " element: contains itself or is too large)");
    }

    @Test
    void mapKey_metBeforeAndOnACycle_isRefused() {
        Map<Object, Object> map = new LinkedHashMap<>();
        List<Object> key = new ArrayList<>();
        map.put(key, 1);
        key.add(map);
        Object[] value = {key, 1};

        assertThatThrownBy(() -> StructuredClone.encode(value, "value"))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageStartingWith("An object could not be cloned: value[0][0].keys[0] (java.util.ArrayList");
    }

    @Test
    void mapKey_whoseHashTakesForEver_isRefused() {
        Object node = "leaf";
        for (int i = 0; i < 60; i++) {
            node = new Point(node, node);
        }
        IdentityHashMap<Object, Object> map = new IdentityHashMap<>();
        map.put(node, 1);

        assertThatThrownBy(() -> StructuredClone.encode(map, "value"))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageContaining("value.keys[0]");
    }

    private static Object copy(Object value) {
        return StructuredClone.decode(StructuredClone.encode(value, "value"));
    }

    private record Point(Object x, Object y) {}

    private record Holder(Object held) {}
}
