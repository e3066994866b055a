package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.GoneReason;
import org.junit.jupiter.api.Test;

final class ProcessExitTest {
    @Test
    void isOwnCode_whatLooksLikeASignal_is_unlessThereIsAReportOrMainHasSentOne() {
        assertThat(exit(134, GoneReason.CRASHED, false).isOwnCode(false)).isTrue();
        assertThat(exit(137, GoneReason.KILLED, false).isOwnCode(false)).isTrue();
        assertThat(exit(3, GoneReason.OOM, true).isOwnCode(false)).isTrue();
        assertThat(exit(0, GoneReason.CLEAN_EXIT, false).isOwnCode(false)).isFalse();
        assertThat(exit(134, GoneReason.CRASHED, false).isOwnCode(true)).isFalse();
        assertThat(exit(137, GoneReason.KILLED, true).isOwnCode(false)).isFalse();
    }

    private static ProcessExit exit(int code, GoneReason reason, boolean requested) {
        return new ProcessExit(4711, code, reason, requested);
    }
}
