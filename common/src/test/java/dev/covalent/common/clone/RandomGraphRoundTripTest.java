package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
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

            assertThat(Isomorphism.holds(graph, back))
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
}
