package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.GoneReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExitReasonsTest {
    @ParameterizedTest
    @CsvSource({
        "0,             , false, CLEAN_EXIT",
        "0,       KILLED, false, CLEAN_EXIT",
        "1,             , false, ABNORMAL_EXIT",
        "7,             , false, ABNORMAL_EXIT",
        "128,           , false, ABNORMAL_EXIT",
        "255,           , false, ABNORMAL_EXIT",
        "3,             , false, OOM",
        "129,           , false, KILLED",
        "130,           , false, KILLED",
        "137,           , false, KILLED",
        "143,           , false, KILLED",
        "159,           , false, KILLED",
        "134,           , false, CRASHED",
        "135,           , false, CRASHED",
        "136,           , false, CRASHED",
        "139,           , false, CRASHED",
        "1,             , true,  CRASHED",
        "-1073741819,   , false, CRASHED",
        "1,       KILLED, true,  CRASHED",
        "1,       KILLED, false, KILLED",
        "137,     LAUNCH_FAILED, false, LAUNCH_FAILED",
        "143,     INTEGRITY_FAILURE, false, INTEGRITY_FAILURE",
        "7,       KILLED, false, ABNORMAL_EXIT",
        "3,       KILLED, false, OOM",
    })
    void of_exitValue_isRead(int exitCode, @Nullable GoneReason intent, boolean crashReport, GoneReason reason) {
        assertThat(ExitReasons.of(exitCode, intent, crashReport)).isEqualTo(reason);
    }
}
