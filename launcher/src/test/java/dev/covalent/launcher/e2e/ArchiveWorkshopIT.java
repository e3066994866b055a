package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.common.process.ProcessEnd;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JVM that has archives made, and what it leaves. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LeakCheck.class)
final class ArchiveWorkshopIT {
    private static final Logger log = LoggerFactory.getLogger(ArchiveWorkshopIT.class);
    private static final String SERVICE = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

    private @Nullable List<Path> jars;

    @BeforeAll
    void prepare(@TempDir Path packed) throws IOException {
        jars = new ArrayList<>(JarredClassPath.in(packed));
    }

    @Test
    void make_leavesTheArchiveAlone_andLoadsNothingThatTheApplicationLogsBy(@TempDir Path packed, @TempDir Path place)
            throws Exception {
        List<Path> classPath = new ArrayList<>(Objects.requireNonNull(jars));
        classPath.add(0, packProvider(packed.resolve("provider.jar")));
        Path archive = place.resolve("a.part");

        assertThat(exitCode(order("MAKE", archive, classPath))).isZero();

        assertThat(place.toFile().listFiles()).containsExactly(archive.toFile());
        assertThat(packed.resolve(TellingProvider.FILE)).doesNotExist();
    }

    @Test
    void try_fromWhichNoJvmStarts_deletesTheArchive(@TempDir Path place) throws Exception {
        Path archive = Files.writeString(place.resolve("a.archive"), "garbage");

        assertThat(exitCode(order("TRY", archive, Objects.requireNonNull(jars), "-XX:NoSuchFlag=1")))
                .isOne();

        assertThat(place).isEmptyDirectory();
    }

    @Test
    void make_dismissed_isGivenUp_andLeavesNothing(@TempDir Path place) throws Exception {
        JvmCommand command = order("MAKE", place.resolve("a.part"), Objects.requireNonNull(jars));
        try (ChildJvm workshop = ChildJvm.start(command, new byte[0], (pid, stream, line) -> {})) {
            ProcessHandle handle = ProcessHandle.of(workshop.pid()).orElseThrow();
            assertThat(Eventually.becomes(1L, () -> handle.children().count())).isOne();
            List<ProcessHandle> children = handle.children().toList();

            workshop.dismiss(Duration.ofSeconds(5));

            assertThat(workshop.isAlive()).isFalse();
            assertThat(children).allMatch(ProcessEnd::hasCome);
        }
        assertThat(place).isEmptyDirectory();
    }

    private static int exitCode(JvmCommand command) throws Exception {
        try (ChildJvm workshop = ChildJvm.start(command, new byte[0], (pid, stream, line) -> {})) {
            int exitCode = workshop.onExit().get(100, TimeUnit.SECONDS).exitCode();
            log.info("It printed {}", workshop.lastLines());
            return exitCode;
        }
    }

    private static JvmCommand order(String task, Path archive, List<Path> classPath, String... flags) {
        return JvmCommand.builder("dev.covalent.main.archive.ArchiveWorkshop")
                .flags("-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider")
                .arguments(
                        task,
                        Long.toString(ProcessHandle.current().pid()),
                        archive.toString(),
                        archive.resolveSibling("work").toString(),
                        "true",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)))
                .arguments(flags)
                .build();
    }

    private static Path packProvider(Path jar) throws IOException {
        String file = TellingProvider.class.getName().replace('.', '/') + ".class";
        try (OutputStream to = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(to);
                InputStream code = TellingProvider.class.getClassLoader().getResourceAsStream(file)) {
            out.putNextEntry(new ZipEntry(SERVICE));
            out.write(TellingProvider.class.getName().getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry(file));
            Objects.requireNonNull(code).transferTo(out);
        }
        return jar;
    }
}
