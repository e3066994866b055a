package dev.covalent.launcher.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.launcher.port.PortStorm.Mode;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * MC-07 at random: whatever happens to ports, their messages arrive in order, without a hole or a double, as long as the
 * channel is there. ASK-03: nobody is cut off by a count that went wrong, and no credit is lost.
 */
final class PortStormTest {
    private static final int SEEDS = 30;
    private static final int STEPS = 3_000;

    @ParameterizedTest
    @MethodSource("seeds")
    void storm_plain_leavesNothingBehind(long seed) {
        PortStorm storm = rage(seed, Mode.PLAIN);

        assertThat(storm.refused()).as("seed %s: refused", seed).isZero();
        assertNothingLeft(storm, seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void storm_tinyWindows_leavesNothingBehind(long seed) {
        PortStorm storm = rage(seed, Mode.TINY_WINDOWS);

        assertThat(storm.refused()).as("seed %s: refused", seed).isPositive();
        assertNothingLeft(storm, seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void storm_portsClosed_leavesNothingBehind(long seed) {
        PortStorm storm = rage(seed, Mode.CLOSING);

        assertThat(storm.closed()).as("seed %s: closed", seed).isPositive();
        assertNothingLeft(storm, seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void storm_renderersKilled_leavesNothingBehind(long seed) {
        PortStorm storm = rage(seed, Mode.DEATHS);

        assertThat(storm.deaths()).as("seed %s: deaths", seed).isPositive();
        assertNothingLeft(storm, seed);
    }

    /** What has to wait for room in a link waits behind what is there, and may wait when the renderer dies. */
    @ParameterizedTest
    @MethodSource("fullLinkSeeds")
    void storm_renderersKilledAndLinksFull_leavesNothingBehind(long seed) {
        PortStorm storm = rage(seed, Mode.DEATHS_WITH_FULL_LINKS);

        assertThat(storm.deaths()).as("seed %s: deaths", seed).isPositive();
        assertNothingLeft(storm, seed);
    }

    private static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    /** Some in which what waits for a renderer is for a port that it has closed before it dies. */
    private static LongStream fullLinkSeeds() {
        return LongStream.concat(seeds(), LongStream.of(61, 153, 199, 245));
    }

    private static PortStorm rage(long seed, Mode mode) {
        PortStorm storm = new PortStorm(seed, mode);
        storm.run(STEPS);
        storm.calm();
        return storm;
    }

    private static void assertNothingLeft(PortStorm storm, long seed) {
        assertThat(storm.moves()).as("seed %s: transfers", seed).isGreaterThan(STEPS / 100);
        assertThat(storm.held()).as("seed %s: held", seed).isZero();
        assertThat(storm.outstanding()).as("seed %s: outstanding", seed).isZero();
    }
}
