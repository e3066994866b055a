package dev.covalent.launcher.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.link.QueueLimits;
import dev.covalent.launcher.port.PortShuffle.End;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MC-07 at random: every message arrives exactly once, in order, at whoever holds the port. */
final class PortShuffleTest {
    private static final int STEPS = 4_000;

    /** A window of three small messages, and fewer if they carry ports. */
    private static final QueueLimits TINY = QueueLimits.ofBound(1_000);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void wanderingPorts_deliverEverythingOnceAndInOrder(long seed) {
        PortShuffle shuffle = new PortShuffle(seed, Wiring.LIMITS, false);

        shuffle.run(STEPS);

        assertThat(shuffle.refused()).as("seed %s: refused", seed).isZero();
        assertDelivered(shuffle, seed);
    }

    /** ASK-03: what comes back from a renderer is bounded, and one that keeps the rules never comes near. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void wanderingPorts_withTinyWindows_nobodyIsCutOff(long seed) {
        PortShuffle shuffle = new PortShuffle(seed, TINY, false);

        shuffle.run(STEPS);

        assertThat(shuffle.refused()).as("seed %s: refused", seed).isPositive();
        assertDelivered(shuffle, seed);
    }

    /** The same while ends are closed, with messages that nobody has read at the other, which moves on. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void wanderingPorts_closedOnTheWay_nobodyIsCutOff(long seed) {
        PortShuffle shuffle = new PortShuffle(seed, TINY, true);

        shuffle.run(STEPS);
        shuffle.closeHalf();

        assertThat(shuffle.held()).as("seed %s: held", seed).isZero();
        assertThat(shuffle.outstanding()).as("seed %s: outstanding", seed).isZero();
    }

    private static void assertDelivered(PortShuffle shuffle, long seed) {
        assertThat(shuffle.moves()).as("seed %s: transfers", seed).isGreaterThan(STEPS / 100);
        for (End end : shuffle.ends()) {
            assertThat(end.port())
                    .as("seed %s: port %s has arrived", seed, end.id())
                    .isNotNull();
            assertThat(end.received())
                    .as("seed %s: messages at %s", seed, end.id())
                    .isEqualTo(end.other().sent());
            assertThat(Objects.requireNonNull(end.port()).bufferedAmount())
                    .as("seed %s: credit that %s has not got back", seed, end.id())
                    .isZero();
        }
        shuffle.closeHalf();
        for (End end : shuffle.ends()) {
            assertThat(end.closes())
                    .as("seed %s: close events at %s", seed, end.id())
                    .isEqualTo(1);
        }
        assertThat(shuffle.held()).as("seed %s: held", seed).isZero();
        assertThat(shuffle.outstanding()).as("seed %s: outstanding", seed).isZero();
    }
}
