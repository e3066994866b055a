package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.payload.Payload;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        for (int i = 0; i < RandomGraph.cases(5000); i++) {
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
        for (int i = 0; i < RandomGraph.cases(2000); i++) {
            Payload bytes = StructuredClone.encode(graphs.next(), "value");

            assertThat(StructuredClone.encode(StructuredClone.decode(bytes), "value"))
                    .as("graph %d of seed %d", i, seed)
                    .isEqualTo(bytes);
        }
    }

    @Test
    void graphWithCycles_thereAndBack_hasTheSameShape() {
        RandomGraph graphs = new RandomGraph(new Random(seed));
        for (int i = 0; i < RandomGraph.cases(3000); i++) {
            Object graph = graphs.nextCyclic();

            Object back = StructuredClone.decode(StructuredClone.encode(graph, "value"));

            assertThat(Isomorphism.holds(graph, back))
                    .as("graph %d of seed %d", i, seed)
                    .isTrue();
        }
    }

    @Test
    void graph_encodedTwice_hasTheSameBytes() {
        RandomGraph graphs = new RandomGraph(new Random(seed));
        for (int i = 0; i < RandomGraph.cases(1000); i++) {
            Object graph = graphs.nextCyclic();

            assertThat(StructuredClone.encode(graph, "value"))
                    .as("graph %d of seed %d", i, seed)
                    .isEqualTo(StructuredClone.encode(graph, "value"));
        }
    }

    @Test // CLN-17: what its components are, a record keeps
    void record_thereAndBack_isEqual() {
        Random random = new Random(seed);
        RandomGraph graphs = new RandomGraph(random);
        for (int i = 0; i < RandomGraph.cases(1000); i++) {
            Parcel parcel = new Parcel(
                    random.nextLong(),
                    random.nextBoolean() ? null : "name " + random.nextInt(),
                    List.of(random.nextDouble(), -0.0, Double.NaN),
                    Map.of(random.nextInt(), new Label("x".repeat(random.nextInt(400)), (char) random.nextInt())),
                    random.nextBoolean() ? Optional.empty() : Optional.of(Size.values()[random.nextInt(2)]));
            Object[] args = {graphs.next(), parcel};

            Parcel back = StructuredClone.arguments(StructuredClone.encodeArguments(args))
                    .get(1, Parcel.class);

            assertThat(back).as("parcel %d of seed %d", i, seed).isEqualTo(parcel);
        }
    }

    @Test // CLN-24: every prefix, and every byte changed to another
    void bytes_cutOrChangedAnywhere_giveValueOrMalformedData() {
        Random random = new Random(seed);
        RandomGraph graphs = new RandomGraph(random);
        for (int i = 0; i < RandomGraph.cases(100); i++) {
            Payload valid = StructuredClone.encode(graphs.nextCyclic(), "value");
            for (int at = 0; at < Math.min(valid.head().length, 2000); at++) {
                byte[] prefix = Arrays.copyOf(valid.head(), at);
                assertThatThrownBy(() -> StructuredClone.decode(Payload.of(prefix, valid.beside())))
                        .isInstanceOf(MalformedDataException.class);
                byte[] changed = valid.head().clone();
                changed[at] = (byte) (changed[at] + 1 + random.nextInt(255));
                decodeOrRefuse(Payload.of(changed, valid.beside()));
            }
        }
    }

    /** Any other exception fails the test. */
    private static void decodeOrRefuse(Payload payload) {
        try {
            Object unused = StructuredClone.decode(payload);
        } catch (MalformedDataException expected) {
            assertThat(expected).hasMessageStartingWith("Malformed data at byte ");
        }
    }

    enum Size {
        SMALL,
        LARGE
    }

    record Label(String text, char sign) {}

    record Parcel(long id, String name, List<Double> weights, Map<Integer, Label> labels, Optional<Size> size) {}
}
