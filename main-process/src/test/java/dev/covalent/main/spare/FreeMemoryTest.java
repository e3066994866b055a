package dev.covalent.main.spare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FreeMemoryTest {
    @TempDir
    private Path directory;

    @Test
    void bytes_countsWhatIsAvailable_notOnlyWhatNobodyHas() throws Exception {
        FreeMemory memory = memory("MemTotal: 100 kB\nMemFree:  5 kB\nMemAvailable:  70 kB\n");

        assertThat(memory.bytes()).isEqualTo(70 * 1024);
        assertThat(memory.isShort()).isTrue();
    }

    @Test
    void isShort_isLessThan512MiB() throws Exception {
        assertThat(memory("MemTotal: 100 kB\nMemAvailable: 524287 kB\n").isShort())
                .isTrue();
        assertThat(memory("MemTotal: 100 kB\nMemAvailable: 524288 kB\n").isShort())
                .isFalse();
    }

    @Test
    void bytes_moreThanThisProcessMayHave_isOnlyWhatItMayHave() throws Exception {
        String huge = "999999999999999 kB\n";

        assertThat(memory("MemTotal: " + huge + "MemAvailable: " + huge).bytes())
                .isLessThan(1L << 50);
    }

    @Test
    void bytes_ofALimitedContainer_isWhatIsLeft_andWhatItWouldGiveBack() throws Exception {
        Path machine = Files.writeString(directory.resolve("machine"), "MemTotal: 100 kB\nMemAvailable: 60 kB\n");

        assertThat(new FreeMemory(machine, () -> 50 * 1024, () -> 10 * 1024, () -> 5 * 1024).bytes())
                .isEqualTo(15 * 1024);
        assertThat(new FreeMemory(machine, () -> 50 * 1024, () -> 10 * 1024, () -> 500 * 1024).bytes())
                .isEqualTo(50 * 1024);
        assertThat(new FreeMemory(machine, () -> 90 * 1024, () -> 80 * 1024, () -> 5 * 1024).bytes())
                .isEqualTo(60 * 1024);
        assertThat(new FreeMemory(machine, () -> 100 * 1024, () -> 10 * 1024, () -> 5 * 1024).bytes())
                .isEqualTo(60 * 1024);
    }

    @Test
    void bytes_nothingIsToldThere_isWhatTheJvmTells() throws Exception {
        assertThat(memory("MemTotal: many kB\nMemAvailable:\n").bytes()).isPositive();
        assertThat(FreeMemory.in(directory.resolve("missing")).bytes()).isPositive();
    }

    private FreeMemory memory(String text) throws IOException {
        return FreeMemory.in(Files.writeString(directory.resolve("meminfo"), text));
    }
}
