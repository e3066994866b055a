package dev.covalent.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.MainProcess;
import dev.covalent.main.SharedObject;
import dev.covalent.renderer.Renderer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands whose output nobody takes: that of a full disk, and that of a pipe whose reader is gone. */
@Timeout(90)
final class CommandOutputIT {
    private static final String RUNTIME_DIRECTORY = "covalent.runtimeDir";
    private static final String NAME = "printed";
    private static final long LIMIT_SECONDS = 30;
    private static final File FULL = new File("/dev/full");

    @TempDir
    private static Path directory;

    private static MainProcess main;
    private static SharedObject counter;
    private static Renderer sender;
    private int n;

    @BeforeAll
    static void start() {
        System.setProperty(RUNTIME_DIRECTORY, directory.resolve("run").toString());
        main = MainProcess.builder()
                .name(NAME)
                .headless(true)
                .userData(directory.resolve("data"))
                .start();
        main.ipcMain().on("tick", (event, message) -> event.returnValue(true));
        counter = main.globals().share("counter", Map.of("n", 0));
        sender = Renderer.attach(NAME);
    }

    @AfterAll
    static void end() {
        sender.close();
        main.close();
        System.clearProperty(RUNTIME_DIRECTORY);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // which has no head
    void watch_whoseReaderIsGone_ends() throws Exception {
        try (CommandProcess watch = CommandProcess.toFirstLine(directory, "watch", NAME, "counter")) {
            change(watch);

            assertThat(watch.status()).as(watch.err()).isEqualTo(141);
            assertThat(watch.err()).isEmpty();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // which has no head
    void trace_whoseReaderIsGone_ends() throws Exception {
        try (CommandProcess trace = CommandProcess.toFirstLine(directory, "trace", NAME)) {
            change(trace);

            assertThat(trace.status()).as(trace.err()).isEqualTo(141);
            assertThat(trace.err()).isEmpty();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere no device is full")
    void trace_toAFullDisk_ends() throws Exception {
        try (CommandProcess trace = CommandProcess.to(FULL, directory, "trace", NAME)) {
            change(trace);

            assertFull(trace);
        }
    }

    @ParameterizedTest
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere no device is full")
    @ValueSource(
            strings = {"ps", "ps printed --json", "get printed counter", "set printed counter m 1 --json", "--help"})
    void command_toAFullDisk_fails(String arguments) throws Exception {
        try (CommandProcess command = CommandProcess.to(FULL, directory, arguments.split(" "))) {
            assertFull(command);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // whose shell cannot close it
    void command_withoutStandardOutput_fails() throws Exception {
        try (CommandProcess ps = CommandProcess.toNothing(directory, "ps")) {
            assertThat(ps.status()).isEqualTo(1);
            assertThat(ps.err())
                    .startsWith("covalent: What it prints cannot be written: ")
                    .hasLineCount(1);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere Java has one encoding for all locales")
    void json_inALocaleOfAscii_isUtf8() throws Exception {
        counter.set("letters", "\u00fc\u20ac");
        Path out = directory.resolve("json");

        for (String arguments : new String[] {"get printed counter letters", "get printed counter letters --json"}) {
            try (CommandProcess get = CommandProcess.inLocaleC(out, directory, arguments.split(" "))) {
                assertThat(get.status()).as(get.err()).isZero();
                assertThat(Files.readString(out)).isEqualTo("\"\u00fc\u20ac\"" + System.lineSeparator());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bogus", "not one", ""})
    void encoding_thatThereIsNot_isRefusedInOneLine(String encoding) throws Exception {
        try (CommandProcess ps = CommandProcess.withFlag(
                "-Dstdout.encoding=" + encoding, directory.resolve("encoded"), directory, "ps")) {
            assertThat(ps.status()).isEqualTo(2);
            assertThat(ps.err())
                    .isEqualTo("covalent: There is no encoding '" + encoding
                            + "', which the property stdout.encoding says. Say one that there is, as in"
                            + " -Dstdout.encoding=UTF-8, or none" + System.lineSeparator());
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere Java has one encoding for all locales")
    void argument_thatTheLocaleCannotSay_isRefused() throws Exception {
        Path out = directory.resolve("refused");

        try (CommandProcess set =
                CommandProcess.inLocaleC(out, directory, "set", NAME, "counter", "refused", "--string", "\\303\\274")) {
            assertThat(set.status()).isEqualTo(2);
            assertThat(set.err())
                    .startsWith("covalent: The arguments have characters that the encoding of this locale, ")
                    .hasLineCount(1);
            assertThat(counter.has("refused")).isFalse();
        }
    }

    private static void assertFull(CommandProcess command) throws Exception {
        assertThat(command.status()).as(command.err()).isEqualTo(1);
        assertThat(command.err())
                .startsWith("covalent: What it prints cannot be written: ")
                .hasLineCount(1);
    }

    /** Has something to be told until the command has ended. */
    private void change(CommandProcess command) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (command.isRunning()) {
            assertThat(System.nanoTime()).as("it ends; %s", command.err()).isLessThan(deadline);
            counter.set("n", ++n);
            assertThat(sender.ipcRenderer().sendSync("tick", n).get(boolean.class))
                    .isTrue();
        }
    }
}
