package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ForegroundJvmIT {

    @Test
    void refusal_ofAFlagThatJavaDoesNotKnow_isInItsWords() {
        assertThat(ForegroundJvm.refusal(List.of("-Dnotes=1", "-XX:+NoSuch")))
                .contains("Unrecognized VM option 'NoSuch'");
        assertThat(ForegroundJvm.refusal(List.of("-Xms2g", "-Xmx1g")))
                .hasValueSatisfying(why -> assertThat(why).startsWith("Initial heap size"));
        assertThat(ForegroundJvm.refusal(List.of("--no-such"))).contains("Unrecognized option: --no-such");
    }

    @Test
    void refusal_ofFlagsWithWhichJavaStarts_isAbsent_howeverMuchItPrints() {
        assertThat(ForegroundJvm.refusal(List.of("-Xmx64m", "-XX:+PrintFlagsFinal")))
                .isEmpty();
        assertThat(ForegroundJvm.refusal(List.of())).isEmpty();
    }

    @Test
    void refusal_withAFlagThatWritesAFile_startsNothing(@TempDir Path directory) {
        Path file = directory.resolve("gc.log");

        assertThat(ForegroundJvm.refusal(List.of("-Xlog:gc:file=" + file, "-XX:+NoSuch")))
                .isEmpty();
        assertThat(ForegroundJvm.refusal(List.of("-Xlog:gc:file=" + file))).isEmpty();
        assertThat(file).doesNotExist();
    }
}
