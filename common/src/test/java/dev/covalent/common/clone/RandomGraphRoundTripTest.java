package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Random graphs arrive equal, and with the same objects shared: CLN-07, CLN-08, CLN-12. */
@NullUnmarked
final class RandomGraphRoundTripTest {
    private final long seed = Long.getLong("covalent.test.seed", System.nanoTime());

    @Test
    void graph_thereAndBack_hasTheSameShape() {
        RandomGraph graphs = new RandomGraph(new Random(seed));
        for (int i = 0; i < 5000; i++) {
            Object graph = graphs.next();

            Object back = StructuredClone.decode(StructuredClone.encode(graph, "value"));

            assertThat(new Isomorphism().holds(graph, back))
                    .as("graph %d of seed %d", i, seed)
                    .isTrue();
        }
    }

    @Test
    void graph_thereAndBackTwice_hasTheSameBytes() {
        RandomGraph graphs = new RandomGraph(new Random(seed));
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = StructuredClone.encode(graphs.next(), "value");

            assertThat(StructuredClone.encode(StructuredClone.decode(bytes), "value"))
                    .as("graph %d of seed %d", i, seed)
                    .isEqualTo(bytes);
        }
    }

    /** Walks two graphs side by side: the same classes and values, and one object here for each object there. */
    private static final class Isomorphism {
        private final IdentityHashMap<Object, Object> partners = new IdentityHashMap<>();

        boolean holds(Object left, Object right) {
            if (left == null || right == null) {
                return left == right;
            }
            if (left.getClass() != right.getClass()) {
                return false;
            }
            if (left instanceof Number
                    || left instanceof String
                    || left instanceof Character
                    || left instanceof Boolean) {
                return left.equals(right);
            }
            Object partner = partners.putIfAbsent(left, right);
            return partner != null ? partner == right : parts(left, right);
        }

        private boolean parts(Object left, Object right) {
            if (left instanceof Object[] array) {
                return pairwise(Arrays.asList(array), Arrays.asList((Object[]) right));
            }
            if (left instanceof List<?> || left instanceof Set<?>) {
                return pairwise((Iterable<?>) left, (Iterable<?>) right);
            }
            if (left instanceof Map<?, ?> map) {
                return pairwise(map.keySet(), ((Map<?, ?>) right).keySet())
                        && pairwise(map.values(), ((Map<?, ?>) right).values());
            }
            if (left instanceof Optional<?> optional) {
                return holds(optional.orElse(null), ((Optional<?>) right).orElse(null));
            }
            return Arrays.deepEquals(new Object[] {left}, new Object[] {right});
        }

        private boolean pairwise(Iterable<?> left, Iterable<?> right) {
            Iterator<?> rights = right.iterator();
            for (Object element : left) {
                if (!rights.hasNext() || !holds(element, rights.next())) {
                    return false;
                }
            }
            return !rights.hasNext();
        }
    }
}
