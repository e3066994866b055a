package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcStatTest {
    @TempDir
    private Path directory;

    @Test
    void in_nameLikeTheFieldsBehindIt_readsThoseBehindIt() throws IOException {
        ProcStat stat = stat("4711 (a) Z b) S 1 4711 4711 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 33 0 91 1 2 3");

        assertThat(stat).isEqualTo(new ProcStat('S', 33));
        assertThat(stat.isStopped()).isFalse();
        assertThat(stat.isEndedProcess()).isFalse();
    }

    @Test
    void in_nameThatIsNoText_isRead() throws IOException {
        assertThat(stat("1 (\u00c3) t 1 1 1 0 -1 0 1 2 3 4 5 6 7 8 20 0 1 0 91").isStopped())
                .isTrue();
    }

    @Test
    void isEndedProcess_firstThreadEndedAndOthersHaveNot_isFalse() {
        assertThat(new ProcStat('Z', 2).isEndedProcess()).isFalse();
        assertThat(new ProcStat('Z', 1).isEndedProcess()).isTrue();
        assertThat(new ProcStat('T', 1).isEndedProcess()).isFalse();
    }

    @Test
    void in_noFileOrAnEmptyOne_isAbsent() throws IOException {
        assertThat(ProcStat.in(directory)).isEmpty();

        Files.createFile(directory.resolve("stat"));
        assertThat(ProcStat.in(directory)).isEmpty();
    }

    private ProcStat stat(String text) throws IOException {
        Files.writeString(directory.resolve("stat"), text, StandardCharsets.ISO_8859_1);
        return ProcStat.in(directory).orElseThrow();
    }
}
