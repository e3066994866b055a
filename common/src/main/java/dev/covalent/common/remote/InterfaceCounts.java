package dev.covalent.common.remote;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many objects of another process one holds. Immutable.
 *
 * @param count how many
 * @param interfaces how many of each interface, by its name, most first; one that was passed as two counts for both
 */
public record InterfaceCounts(int count, Map<String, Integer> interfaces) {
    /** No objects. */
    public static final InterfaceCounts NONE = new InterfaceCounts(0, Map.of());

    private static final Comparator<Map.Entry<String, Integer>> MOST_FIRST =
            Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());

    /** Copies the map, in its order. */
    public InterfaceCounts {
        interfaces = Collections.unmodifiableMap(new LinkedHashMap<>(interfaces));
    }

    /**
     * Counts objects.
     *
     * @param count how many there are
     * @param types what each was passed as
     */
    static InterfaceCounts of(int count, Stream<RemoteInterface> types) {
        Map<String, Integer> byName = new HashMap<>();
        types.collect(Collectors.groupingBy(Function.identity(), Collectors.summingInt(type -> 1)))
                .forEach((type, number) -> byName.merge(type.toString(), number, Integer::sum));
        Map<String, Integer> interfaces = new LinkedHashMap<>();
        byName.entrySet().stream().sorted(MOST_FIRST).forEach(each -> interfaces.put(each.getKey(), each.getValue()));
        return new InterfaceCounts(count, interfaces);
    }
}
