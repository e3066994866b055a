package dev.covalent.main.spare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileCacheTest {
    private static final String BOTH_KINDS = "cache 9\nactive_file 8\ninactive_file %d\ntotal_inactive_file %d\n";

    @TempDir
    private Path directory;

    private Path own;
    private Path groups;

    @BeforeEach
    void names() {
        own = directory.resolve("cgroup");
        groups = directory.resolve("groups");
    }

    @Test
    void bytes_secondKind_isThatOfTheOwnGroup() throws Exception {
        Files.writeString(own, "0::/user.slice/a:b.scope\n");
        stat("user.slice/a:b.scope", 4096, 1);
        stat("", 2, 3);

        assertThat(cache().bytes()).isEqualTo(4096);
    }

    @Test
    void bytes_secondKind_inAContainer_isThatAtTheTop() throws Exception {
        Files.writeString(own, "0::/\n");
        stat("", 4096, 1);

        assertThat(cache().bytes()).isEqualTo(4096);
    }

    @Test
    void bytes_firstKind_isWithThatOfTheGroupsBelow() throws Exception {
        Files.writeString(own, "12:pids:/x\n5:cpu,memory:/docker/c0ffee\n1:name=systemd:/y\n0::/\n");
        stat("memory/docker/c0ffee", 1, 4096);
        stat("memory", 2, 3);

        assertThat(cache().bytes()).isEqualTo(4096);
    }

    @Test
    void bytes_firstKind_theGroupIsCalledAnotherNameOutside_isThatAtTheTop() throws Exception {
        Files.writeString(own, "5:memory:/docker/c0ffee\n");
        stat("memory", 1, 4096);

        assertThat(cache().bytes()).isEqualTo(4096);
    }

    @Test
    void bytes_nothingIsToldThere_isNone() throws Exception {
        assertThat(cache().bytes()).isZero();
        Files.writeString(own, "5:memorys:/x\nmemory\n0::\n0::/\0\n");
        stat("memory", 1, 4096);
        assertThat(cache().bytes()).isZero();
        Files.writeString(own, "0::/\n");
        Files.writeString(groups.resolve("memory.stat"), "inactive_file many\n");
        assertThat(cache().bytes()).isZero();
    }

    @Test
    void bytes_ofThisProcess_isNoNonsense() {
        assertThat(FileCache.ofSystem().bytes()).isBetween(0L, 1L << 50);
    }

    private FileCache cache() {
        return FileCache.in(own, groups);
    }

    private void stat(String group, long second, long first) throws IOException {
        Path place = Files.createDirectories(groups.resolve(group));
        Files.writeString(place.resolve("memory.stat"), BOTH_KINDS.formatted(second, first));
    }
}
