package dev.covalent.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script in a project of nothing, with a Maven and a Java that only say what they were told. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
final class CovalentScriptTest {
    private static final String SYSTEM_PATH = "/usr/bin:/bin";
    private static final String MAVEN = """
            #!/bin/sh
            echo "mvn $*" >>"$MAVEN_CALLS"
            [ -z "${MAVEN_FAILS:-}" ] || exit 1
            mkdir -p "$DISTRIBUTION/lib"
            : >"$DISTRIBUTION/built"
            """;
    private static final String JAVA = "#!/bin/sh\nfor a in \"$@\"; do echo \"<$a>\"; done\n";

    @TempDir
    private Path directory;

    private Path root;
    private Path script;
    private Path source;
    private Path javaHome;
    private Path tools;
    private Path calls;

    @BeforeEach
    void makeProject() throws IOException {
        root = directory.resolve("a project");
        source = root.resolve("launcher/src/main/Source.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "");
        Files.writeString(root.resolve("pom.xml"), "");
        Files.writeString(root.resolve("launcher/pom.xml"), "");
        script = executable(root.resolve("launcher/bin/covalent"), Files.readString(Path.of("bin", "covalent")));
        javaHome = directory.resolve("jdk");
        executable(javaHome.resolve("bin/java"), JAVA);
        executable(javaHome.resolve("bin/javac"), "");
        tools = directory.resolve("tools");
        executable(tools.resolve("mvn"), MAVEN);
        calls = directory.resolve("calls");
        release("17.0.15");
    }

    @Test
    void script_firstUse_buildsAndRuns() throws Exception {
        ScriptRun run = run(Map.of(), "renderer", "--title", "two words");

        assertThat(run.err()).isEqualTo("Building Covalent (first use)…\n");
        assertThat(run.out()).isEqualTo("""
                        <-Dguice_custom_class_loading=CHILD>
                        <-Dcovalent.bench.json=%1$s/bench.json>
                        <-Dcovalent.archive=off>
                        <-cp>
                        <%1$s/covalent/lib/*>
                        <dev.covalent.launcher.LauncherMain>
                        <renderer>
                        <--title>
                        <two words>
                        """.formatted(root.toRealPath().resolve("launcher/target")));
        assertThat(Files.readString(calls)).contains("-DskipTests").hasLineCount(1);
    }

    @Test
    void script_secondUse_doesNotBuild() throws Exception {
        run(Map.of());

        ScriptRun second = run(Map.of());

        assertThat(second.err()).isEmpty();
        assertThat(Files.readString(calls)).hasLineCount(1);
    }

    @Test
    void script_sourceChanged_buildsAgain() throws Exception {
        run(Map.of());
        FileTime built = Files.getLastModifiedTime(root.resolve("launcher/target/covalent/built"));
        Files.setLastModifiedTime(source, FileTime.from(built.toInstant().plus(Duration.ofSeconds(1))));

        ScriptRun second = run(Map.of());

        assertThat(second.err()).isEqualTo("Building Covalent (its sources have changed)…\n");
        assertThat(Files.readString(calls)).hasLineCount(2);
    }

    @Test
    void script_twoFirstUsesAtOnce_buildOnce() throws Exception {
        ScriptRun.Running one = start(Map.of());
        ScriptRun.Running other = start(Map.of());

        assertThat(one.await().status()).isZero();
        assertThat(other.await().status()).isZero();
        assertThat(Files.readString(calls)).hasLineCount(1);
    }

    @Test
    void script_lockOfDeadBuilder_isTakenOver() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path lock = Files.createDirectories(root.resolve("launcher/target/covalent-build.lock"));
        Files.writeString(lock.resolve("pid"), dead.pid() + "\n");

        ScriptRun run = run(Map.of());

        assertThat(run.status()).isZero();
        assertThat(lock).doesNotExist();
    }

    @Test
    void script_buildFails_namesTheLogAndDoesNotRun() throws Exception {
        ScriptRun run = run(Map.of("MAVEN_FAILS", "yes"));

        Path log = root.toRealPath().resolve("launcher/target/covalent-build.log");
        assertThat(run.err())
                .isEqualTo("Building Covalent (first use)…\ncovalent: The build failed; see '" + log + "'.\n");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(root.resolve("launcher/target/covalent-build.lock")).doesNotExist();
    }

    @Test
    void script_noMaven_saysWhatToInstall() throws Exception {
        Files.delete(tools.resolve("mvn"));
        ScriptRun run = run(Map.of("PATH", emptyOfMaven()));

        assertThat(run.err())
                .isEqualTo("covalent: Covalent must be built first, and there is no mvn on the PATH."
                        + " Install Maven 3.8.7 or later.\n");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void script_javaTooOld_saysWhatToSet() throws Exception {
        release("11.0.2");

        ScriptRun run = run(Map.of());

        assertThat(run.err())
                .isEqualTo("covalent: '" + javaHome + "/bin/java' is older than Java 17."
                        + " Set JAVA_HOME to a JDK 17 or later.\n");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void script_javaHomeWithoutJava_saysWhatToSet() throws Exception {
        ScriptRun run = run(Map.of("JAVA_HOME", "/nowhere"));

        assertThat(run.err())
                .isEqualTo("covalent: JAVA_HOME is '/nowhere', which has no bin/java."
                        + " Set it to a JDK 17 or later, or unset it.\n");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere Java has one encoding for all locales")
    void script_inADirectoryThatTheLocaleCannotSay_saysWhatToSet() throws Exception {
        executable(tools.resolve("locale"), "#!/bin/sh\necho ANSI_X3.4-1968\n");
        ScriptRun run = ScriptRun.of(
                Path.of("/bin/sh"),
                directory,
                Map.of("LC_ALL", "C", "PATH", tools + ":" + SYSTEM_PATH),
                "-c",
                "odd=$(printf 'l\\303\\266d') && cp -R \"$1\" \"$odd\" && \"./$odd/launcher/bin/covalent\" ps; status=$?;"
                        + " rm -r \"$odd\"; exit $status",
                "sh",
                root.toString());

        assertThat(run.err())
                .startsWith("covalent: Java cannot read '")
                .endsWith("Set LC_ALL to one of UTF-8, as in LC_ALL=C.UTF-8.\n")
                .hasLineCount(1);
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void script_java24AndLater_allowsNativeAccess() throws Exception {
        release("25.0.3");

        assertThat(run(Map.of()).out()).contains("<--enable-native-access=ALL-UNNAMED>\n");
    }

    private ScriptRun run(Map<String, String> environment, String... arguments) throws Exception {
        return start(environment, arguments).await();
    }

    private ScriptRun.Running start(Map<String, String> environment, String... arguments) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of(
                "JAVA_HOME", javaHome.toString(),
                "PATH", tools + ":" + SYSTEM_PATH,
                "MAVEN_CALLS", calls.toString(),
                "DISTRIBUTION", root.resolve("launcher/target/covalent").toString()));
        all.putAll(environment);
        return ScriptRun.start(script, directory, all, arguments);
    }

    /** The machine's own Maven may be among the system's programs: offers the ones that the script needs, and no others. */
    private String emptyOfMaven() throws IOException {
        for (String name :
                new String[] {"sh", "sed", "dirname", "basename", "find", "head", "mkdir", "rm", "cat", "tr"}) {
            Path program = Files.exists(Path.of("/bin", name)) ? Path.of("/bin", name) : Path.of("/usr/bin", name);
            Files.createSymbolicLink(tools.resolve(name), program);
        }
        return tools.toString();
    }

    private void release(String version) throws IOException {
        Files.writeString(javaHome.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private static Path executable(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
