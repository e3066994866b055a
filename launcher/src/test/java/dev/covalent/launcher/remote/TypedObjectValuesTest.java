package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.RemoteError;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is passed to typed objects of main, and what they return, arrives as it was. */
final class TypedObjectValuesTest extends TypedObjectFixture {
    @Test
    void call_recordsInGenericCollections_arriveAsRecords() {
        People people = people();

        List<Person> older = people.olderThan(30, List.of(new Person("ann", 31), new Person("bob", 30)));
        Map<String, List<Person>> byName = people.byName(new Person[] {new Person("ann", 31)});

        assertThat(older).containsExactly(new Person("ann", 31));
        assertThat(byName).isEqualTo(Map.of("ann", List.of(new Person("ann", 31))));
    }

    @Test
    void call_primitivesAndNull_arriveAsTheyWere() { // REM-18
        People people = people();

        assertThat(people.primitives(true, (byte) 1, 'x', (short) 2, 3L, 4f, Double.NaN))
                .isEqualTo("true 1 x 2 3 4.0 NaN");
        assertThat(people.primitives(false, (byte) 0, 'y', (short) 0, 0L, Float.NEGATIVE_INFINITY, -0.0))
                .isEqualTo("false 0 y 0 0 -Infinity -0.0");
        assertThat(people.echo(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(people.echo(null)).isNull();
        assertThat(people.echo(new int[] {1, 2})).isEqualTo(new int[] {1, 2});
    }

    @Test
    void call_valuesOfAllKinds_areCopiedBothWays() { // REM-09, REM-10, REM-11
        People people = people();
        byte[] bytes = {1, 2, 3};
        List<Object> values = List.of(true, 1, 2L, 1.5, 'x', "text", Instant.EPOCH, UUID.fromString("0-0-0-0-1"));
        List<Object> arrays = List.of(
                new boolean[] {true},
                new byte[] {-1},
                new short[] {0x1234},
                new char[] {'c'},
                new int[] {0x12345678},
                new long[] {Long.MIN_VALUE},
                new float[] {0.5f, Float.NaN},
                new double[] {1.5});

        List<?> back = (List<?>) people.echo(values);
        Map<?, ?> nested = (Map<?, ?>) people.echo(Map.of("list", List.of(bytes)));
        byte[] copy = (byte[]) ((List<?>) nested.get("list")).get(0);
        copy[0] = 9;

        assertThat(back).isEqualTo(values);
        assertThat(((List<?>) people.echo(arrays)).toArray()).isEqualTo(arrays.toArray());
        assertThat(people.echo(Pattern.compile(".*", Pattern.DOTALL)))
                .isInstanceOfSatisfying(
                        Pattern.class,
                        pattern ->
                                assertThat(pattern.pattern() + pattern.flags()).isEqualTo(".*32"));
        assertThat(bytes).containsExactly(1, 2, 3);
        assertThat(people.echo(new IOException("offline")))
                .isInstanceOfSatisfying(
                        RemoteError.class,
                        error -> assertThat(error.toString()).isEqualTo("java.io.IOException: offline"));
    }

    @Test
    void call_cycles_areKeptBothWays() { // REM-14, REM-15
        List<Object> self = new ArrayList<>();
        self.add(self);
        Map<String, Object> map = new HashMap<>();
        map.put("list", self);

        Map<?, ?> back = (Map<?, ?>) people().echo(map);

        List<?> list = (List<?>) back.get("list");
        assertThat(list.get(0)).isSameAs(list);
    }

    @Test
    void call_cyclesAndSharingBetweenArguments_areKeptBothWays() { // REM-14, REM-15
        List<Object> one = new ArrayList<>(List.of("foo"));
        Map<String, Object> other = new HashMap<>(Map.of("one", one));
        one.add(other);

        Object[] back = people().array(one, other, one);

        List<?> oneBack = (List<?>) back[0];
        assertThat(oneBack).hasSize(2).first().isEqualTo("foo");
        assertThat(oneBack.get(1)).isSameAs(back[1]);
        assertThat(((Map<?, ?>) back[1]).get("one")).isSameAs(oneBack);
        assertThat(back[2]).isSameAs(oneBack);
    }

    @Test
    void call_anyNumberOfArguments_arrivesAsGiven() {
        People people = people();

        assertThat(people.array()).isEmpty();
        assertThat(people.array("one", null, 3)).containsExactly("one", null, 3);
    }
}
