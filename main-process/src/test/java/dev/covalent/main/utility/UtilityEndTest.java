package dev.covalent.main.utility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.GoneReason;
import dev.covalent.common.process.ProcessExit;
import org.junit.jupiter.api.Test;

/** How ends are told apart: UTL-07, APP-19. */
final class UtilityEndTest {
    @Test
    void of_zero_isExpected_unlessTheLaunchFailed() {
        ProcessExit exit = exit(0, GoneReason.CLEAN_EXIT, false);

        assertThat(UtilityEnd.of(exit, GoneReason.CLEAN_EXIT, false, null).expected())
                .isTrue();
        assertThat(UtilityEnd.of(exit, GoneReason.LAUNCH_FAILED, false, null).expected())
                .isFalse();
        assertThat(UtilityEnd.of(exit, GoneReason.LAUNCH_FAILED, true, null).expected())
                .isTrue();
    }

    private static ProcessExit exit(int code, GoneReason reason, boolean requested) {
        return new ProcessExit(4711, code, reason, requested);
    }
}
