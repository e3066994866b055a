package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.RemoteError;
import dev.covalent.common.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
final class SameValueTest {

    static Stream<Arguments> same() {
        return Stream.of(
                Arguments.of(null, null),
                Arguments.of(1, 1L),
                Arguments.of((byte) 1, 1.0),
                Arguments.of(BigInteger.ONE, new BigDecimal("1.00")),
                Arguments.of(0.5f, 0.5),
                Arguments.of(Float.NaN, Double.NaN),
                Arguments.of(Double.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY),
                Arguments.of("text", "text"),
                Arguments.of(new int[] {1, 2}, new int[] {1, 2}),
                Arguments.of(new Object[] {1, List.of(2)}, new Object[] {1L, List.of(2.0)}),
                Arguments.of(List.of(1, Map.of("a", 2)), new ArrayList<>(List.of(1L, Map.of("a", 2L)))),
                Arguments.of(ordered("a", "b"), ordered("b", "a")),
                Arguments.of(Set.of("x", "y", "z"), Set.of("z", "y", "x")),
                Arguments.of(new Point(1, 2), Map.of("x", 1, "y", 2)),
                Arguments.of(circle(), circle()),
                Arguments.of(Optional.of(1), Optional.of(1L)),
                Arguments.of(error(1), error(1L)));
    }

    static Stream<Arguments> different() {
        return Stream.of(
                Arguments.of(null, 0),
                Arguments.of(1, "1"),
                Arguments.of(1, true),
                Arguments.of(1, 1.5),
                Arguments.of(0.1f, 0.1),
                Arguments.of(Double.NaN, Double.POSITIVE_INFINITY),
                Arguments.of(Double.NaN, 0),
                Arguments.of(new int[] {1, 2}, new int[] {1, 3}),
                Arguments.of(new int[] {1, 2}, new long[] {1, 2}),
                Arguments.of(new int[] {1, 2}, List.of(1, 2)),
                Arguments.of(List.of(1, 2), List.of(2, 1)),
                Arguments.of(List.of(1, 2), List.of(1)),
                Arguments.of(List.of(1), Set.of(1)),
                Arguments.of(Map.of("a", 1), Map.of("a", 1, "b", 2)),
                Arguments.of(Map.of("a", 1), Map.of("b", 1)),
                Arguments.of(nullValued(), Map.of("b", 1)),
                Arguments.of(circle(), List.of(List.of(1))),
                Arguments.of(Optional.of(1), Optional.empty()),
                Arguments.of(error(1), error(2)),
                Arguments.of(new BigDecimal(BigInteger.ONE.shiftLeft(9_000), 5), BigInteger.ONE.shiftLeft(9_000)));
    }

    @ParameterizedTest
    @MethodSource("same")
    void isSame_ofTheSameParts_isTrue(@Nullable Object one, @Nullable Object other) {
        assertThat(isSame(one, other)).isTrue();
        assertThat(isSame(other, one)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("different")
    void isSame_ofOtherParts_isFalse(@Nullable Object one, @Nullable Object other) {
        assertThat(isSame(one, other)).isFalse();
        assertThat(isSame(other, one)).isFalse();
    }

    @Test
    void isSame_circlesOfDifferentLengths_endsWithoutExhaustingTheStack() {
        assertThat(isSame(ring(701), ring(700))).isFalse(); // the pairs on the way are half a million
    }

    @Test
    void isSame_numbersFarApartInScale_doesNotWriteThemOut() {
        assertThat(isSame(new BigDecimal("1E+1000000000"), new BigDecimal("10E+999999999")))
                .isTrue();
        assertThat(isSame(new BigDecimal("1E+1000000000"), 5)).isFalse();
    }

    @Test
    void isSame_muchSharing_comparesEachPairOnce() {
        assertThat(isSame(diamonds(), diamonds())).isTrue(); // else the class's timeout ends it
    }

    @Test
    void isSame_sharingInOptionals_comparesEachPairOnce() {
        assertThat(isSame(Optional.of(diamonds()), List.of(1))).isFalse();
        assertThat(isSame(List.of(Optional.of(diamonds()), 1), List.of(Optional.of(diamonds()), 1L)))
                .isTrue(); // else the class's timeout ends it
    }

    @Test
    void isSame_sharingThatPairsEverythingWithEverything_isTakenToDifferOnceTheWorkRunsOut() {
        assertThat(isSame(shared(40, 1), shared(40, 2))).isTrue(); // 64 thousand elements
        assertThat(isSame(shared(160, 1), shared(160, 2))).isFalse(); // four million
    }

    @Test
    void isSame_longTextsThatArePairedOften_isTakenToDifferOnceTheWorkRunsOut() {
        String text = "x".repeat(10_000);

        assertThat(isSame(
                        shared(40, 1, () -> new ArrayList<>(List.of(text))),
                        shared(40, 2, () -> new ArrayList<>(List.of(text)))))
                .isFalse(); // 1,600 pairs of texts
    }

    @Test
    void isSame_valuesOfOneKind_byTheirEquals() {
        assertThat(isSame(Duration.ofSeconds(60), Duration.ofMinutes(1))).isTrue();
        assertThat(isSame(Duration.ofSeconds(61), Duration.ofMinutes(1))).isFalse();
    }

    private static boolean isSame(@Nullable Object one, @Nullable Object other) {
        return StructuredClone.isSame(StructuredClone.encode(one, "one"), StructuredClone.encode(other, "other"));
    }

    private static Map<String, Integer> ordered(String... keys) {
        Map<String, Integer> map = new LinkedHashMap<>();
        Arrays.stream(keys).forEach(key -> map.put(key, key.length()));
        return map;
    }

    private static Map<String, @Nullable Object> nullValued() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("a", null);
        return map;
    }

    private static List<Object> circle() {
        return ring(1);
    }

    private static List<Object> ring(int length) {
        List<Object> first = new ArrayList<>();
        List<Object> last = first;
        for (int i = 1; i < length; i++) {
            List<Object> next = new ArrayList<>();
            last.add(next);
            last = next;
        }
        last.add(first);
        return first;
    }

    private static RemoteError error(Object data) {
        return new RemoteError("Type", "message", "CODE", data, "stack", null);
    }

    @Test
    void samenessOfParts_ofWhatSeveralPartsShare_findsTheDifferenceInEach() {
        List<Object> one = new ArrayList<>(List.of(1, List.of("same")));
        List<Object> other = new ArrayList<>(List.of(2, List.of("same")));
        one.add(one);
        other.add(other);
        BiPredicate<@Nullable Object, @Nullable Object> same = sameness(one, other);

        assertThat(same.test(one, other)).isFalse();
        assertThat(same.test(List.of(one), List.of(other))).isFalse();
        assertThat(same.test(one, other)).isFalse();
        assertThat(same.test(one.get(1), other.get(1))).isTrue();
        assertThat(same.test(null, null)).isTrue();
        assertThat(same.test(1, 1L)).isTrue();
        assertThat(same.test(1, null)).isFalse();
    }

    /** Else what many parts share would be compared for each of them, till the work runs out. */
    @Test
    void samenessOfParts_whatManyThatDifferShare_isComparedOnce() {
        List<Object> common = lists(100_000);
        List<Object> copy = lists(100_000);
        BiPredicate<@Nullable Object, @Nullable Object> same = sameness(common, copy);

        for (int i = 0; i < 1_200; i++) {
            assertThat(same.test(Arrays.asList(common, 0), Arrays.asList(copy, 1)))
                    .isFalse();
        }
        assertThat(same.test(common, copy)).isTrue();
    }

    /** The names of records are encoded once for all of a kind, and so are not in the sizes that the work comes from. */
    @Test
    void samenessOfParts_manyRecordsWithLongNames_areComparedToTheEnd() {
        record Row(int theFirstComponent, int theSecondComponent, int theThirdComponent, int theFourthComponent) {}
        List<Row> rows =
                IntStream.range(0, 30_000).mapToObj(i -> new Row(i, 0, 1, 2)).toList();
        Value before = StructuredClone.value(StructuredClone.encode(rows, "rows"));
        Value after = StructuredClone.value(StructuredClone.encode(rows, "rows"));
        BiPredicate<@Nullable Object, @Nullable Object> same = StructuredClone.samenessOfParts(before, after);

        assertThat(same.test(before.get(), after.get())).isTrue();
        assertThat(same.test(1, 1)).isTrue();
    }

    @Test
    void samenessOfParts_whatManyShareThatDiffers_isComparedOnce() {
        List<Object> common = lists(100_000);
        List<Object> copy = lists(100_000);
        common.add(0);
        copy.add(1);
        BiPredicate<@Nullable Object, @Nullable Object> same = sameness(common, copy);

        for (int i = 0; i < 1_200; i++) {
            assertThat(same.test(Arrays.asList(common), Arrays.asList(copy))).isFalse();
        }
        assertThat(same.test(List.of("a"), List.of("a"))).isTrue();
    }

    @Test
    void samenessOfParts_afterTheWorkRanOut_takesTheRestToDiffer() {
        BiPredicate<@Nullable Object, @Nullable Object> same = sameness(1, 2);

        assertThat(same.test(List.of("a"), List.of("a"))).isTrue();
        assertThat(same.test(shared(160, 1), shared(160, 2))).isFalse();
        assertThat(same.test(List.of("a"), List.of("a"))).isFalse();
    }

    @Test
    void samenessOfParts_afterOneThatIsNestedTooDeep_comparesTheOthers() {
        List<Object> tooDeep = new ArrayList<>();
        List<Object> copy = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            tooDeep = new ArrayList<>(List.of(tooDeep));
            copy = new ArrayList<>(List.of(copy));
        }
        BiPredicate<@Nullable Object, @Nullable Object> same = sameness(1, 2);

        assertThat(same.test(tooDeep, copy)).isFalse();
        assertThat(same.test(((List<?>) ((List<?>) tooDeep.get(0)).get(0)).get(0), 1))
                .isFalse();
        Object within = tooDeep;
        Object withinCopy = copy;
        for (int i = 0; i < 700; i++) {
            within = ((List<?>) within).get(0);
            withinCopy = ((List<?>) withinCopy).get(0);
        }
        assertThat(same.test(within, withinCopy)).isTrue();
    }

    /** What an earlier pair showed must not decide about a later one what that alone would not. */
    @Test
    void samenessOfParts_ofGraphsWithCycles_isThatOfEachPairByItself() {
        Random random = new Random(7);
        int alike = 0;
        for (int round = 0; round < 3_000; round++) {
            List<List<Object>> ones = graph(random);
            List<List<Object>> others = graph(random);
            BiPredicate<@Nullable Object, @Nullable Object> same = sameness(1, 2);
            for (List<Object> one : ones) {
                for (List<Object> other : others) {
                    boolean alone = sameness(1, 2).test(one, other);
                    alike += alone ? 1 : 0;
                    assertThat(same.test(one, other)).as("round %d", round).isEqualTo(alone);
                }
            }
        }
        assertThat(alike).isGreaterThan(1_000);
    }

    /** Lists that hold each other, and few things else. */
    private static List<List<Object>> graph(Random random) {
        List<List<Object>> nodes = Stream.generate(() -> (List<Object>) new ArrayList<Object>())
                .limit(7)
                .toList();
        for (List<Object> node : nodes) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                node.add(random.nextInt(12) == 0 ? random.nextInt(2) : nodes.get(random.nextInt(nodes.size())));
            }
        }
        return nodes;
    }

    private static List<Object> lists(int count) {
        List<Object> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    private static BiPredicate<@Nullable Object, @Nullable Object> sameness(Object one, Object other) {
        return StructuredClone.samenessOfParts(
                StructuredClone.value(StructuredClone.encode(one, "one")),
                StructuredClone.value(StructuredClone.encode(other, "other")));
    }

    private static List<Object> shared(int width, int shift) {
        return shared(width, shift, () -> new ArrayList<>(Collections.nCopies(width, 1)));
    }

    /** Lists of the same equal lists, each in another order, which differs with the shift. */
    private static List<Object> shared(int width, int shift, Supplier<List<Object>> part) {
        List<List<Object>> parts = Stream.generate(part).limit(width).toList();
        List<Object> lists = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            List<Object> list = new ArrayList<>(parts);
            Collections.rotate(list, i * shift);
            lists.add(list);
        }
        return lists;
    }

    /** Twice as many paths with each level. */
    private static List<Object> diamonds() {
        List<Object> level = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            level = new ArrayList<>(Arrays.asList(level, level));
        }
        return level;
    }

    record Point(int x, int y) {}
}
