package dev.covalent.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CovalentCommandTest {
    private static final String RUNTIME_DIRECTORY = "covalent.runtimeDir";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    ''                                              ; Say what to do: demo, run, renderer, ps, get, set, watch, send, invoke, trace, bench, completion, help. Try 'covalent --help'.
                    demon                                           ; There is no command 'demon'. Did you mean 'demo'? Try 'covalent --help'.
                    bogus                                           ; There is no command 'bogus'. Try 'covalent --help'.
                    demo --windowed                                 ; Unknown option: '--windowed'. Try 'covalent demo --help'.
                    renderer                                        ; Missing required argument (specify one of these): (--attach=NAME | --descriptor=FILE). Try 'covalent renderer --help'.
                    renderer --attach                               ; Missing required parameter for option '--attach' (NAME). Try 'covalent renderer --help'.
                    renderer --attach a/b                           ; Not the name of an application: 'a/b'. Use 1 to 64 letters, digits, '.', '_' or '-', and no '.' at the start. Try 'covalent renderer --help'.
                    renderer --attach a --wait -1                   ; --wait takes whole seconds from 0 up, not -1. Try 'covalent renderer --help'.
                    renderer --attach a --wait soon                 ; --wait takes whole seconds from 0 up, not 'soon'. Try 'covalent renderer --help'.
                    renderer --attach a --host swing                ; --host needs --page, whose window it is for. Try 'covalent renderer --help'.
                    renderer --attach a --host swing --headless     ; Give either --host or --headless, not both. Try 'covalent renderer --help'.
                    renderer --attach a --page x.Y --host java/fx   ; host must name a page host, as 'swing' and 'headless' do: a letter, then letters, digits, '.', '_' and '-', at most 50 characters in all. Try 'covalent renderer --help'.
                    renderer --attach a --page no.such.Page         ; --page no.such.Page is not on the class path: say where it is with --class-path. Try 'covalent renderer --help'.
                    renderer --attach a --page java.lang.String     ; --page java.lang.String is no page: it must implement dev.covalent.renderer.Page. Try 'covalent renderer --help'.
                    renderer --attach a --class-path /no/such.jar   ; --class-path names /no/such.jar, which does not exist. Try 'covalent renderer --help'.
                    ps a/b                                          ; Not the name of an application: 'a/b'. Use 1 to 64 letters, digits, '.', '_' or '-', and no '.' at the start. Try 'covalent ps --help'.
                    ps a b                                          ; Too many arguments: 'b'. Try 'covalent ps --help'.
                    -- ps                                           ; The command comes first, as in 'covalent ps'. Try 'covalent --help'.
                    -- bogus                                        ; There is no command 'bogus'. Try 'covalent --help'.
                    ps a b c                                        ; Too many arguments: 'b', 'c'. Try 'covalent ps --help'.
                    ps -x                                           ; Unknown option: '-x'. Try 'covalent ps --help'.
                    get a b -dash                                   ; Unknown option: '-dash'. What begins with '-' and is no option comes after '--'. Try 'covalent get --help'.
                    invoke a b -x                                   ; Unknown option: '-x'. What begins with '-' and is no option comes after '--'. Try 'covalent invoke --help'.
                    set a b c -x --string                           ; Missing required parameter: 'VALUE'. What begins with '-' and is no option, as '-x', comes after '--'. Try 'covalent set --help'.
                    trace a --count 99999999999999999999            ; --count takes a whole number from 1 up, at most 9223372036854775807, not '99999999999999999999'. Try 'covalent trace --help'.
                    trace a --window 2147483648                     ; --window takes the id of a window, from 1 up, at most 2147483647, not '2147483648'. Try 'covalent trace --help'.
                    invoke a b --deadline x                         ; --deadline takes seconds from 0.001 to 86400, not 'x'. Try 'covalent invoke --help'.
                    get                                             ; Missing required parameter: 'NAME'. Try 'covalent get --help'.
                    set a b c                                       ; Missing required parameter: 'VALUE'. Try 'covalent set --help'.
                    set a b c night                                 ; VALUE takes JSON, such as 1, true, '"text"' or '{"a": 1}', and 'night' is none: Unrecognized token 'night': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false'), at line 1, column 1. With --string it is taken as text. Try 'covalent set --help'.
                    set a b c 1]                                    ; VALUE takes JSON, such as 1, true, '"text"' or '{"a": 1}', and '1]' is none: Unexpected character (']' (code 93)): Expected space separating root-level values, at line 1, column 2. With --string it is taken as text. Try 'covalent set --help'.
                    watch a                                         ; Missing required parameter: 'OBJECT'. Try 'covalent watch --help'.
                    watch a b --count 0                             ; --count takes a whole number from 1 up, not 0. Try 'covalent watch --help'.
                    send a                                          ; Missing required parameter: 'CHANNEL'. Try 'covalent send --help'.
                    send a b --to 0                                 ; --to takes the id of contents, from 1 up, not 0. Try 'covalent send --help'.
                    send a b --to main                              ; --to takes the id of contents, from 1 up, not 'main'. Try 'covalent send --help'.
                    invoke a b --deadline 0                         ; --deadline takes seconds from 0.001 to 86400, not 0.0. Try 'covalent invoke --help'.
                    invoke a b --deadline NaN                       ; --deadline takes seconds from 0.001 to 86400, not NaN. Try 'covalent invoke --help'.
                    trace a --window 0                              ; --window takes the id of a window, from 1 up, not 0. Try 'covalent trace --help'.
                    trace a --count many                            ; --count takes a whole number from 1 up, not 'many'. Try 'covalent trace --help'.
                    set a b c {                                     ; VALUE takes JSON, such as 1, true, '"text"' or '{"a": 1}', and '{' is none: Unexpected end-of-input: expected close marker for Object (start marker at line 1, column 1), at line 1, column 2. With --string it is taken as text. Try 'covalent set --help'.
                    set a b c NaN                                   ; VALUE takes JSON, such as 1, true, '"text"' or '{"a": 1}', and 'NaN' is none: Non-standard token 'NaN', at line 1, column 4. With --string it is taken as text. Try 'covalent set --help'.
                    set a b c 1 --strng                             ; Unknown option: '--strng'. Did you mean '--string'? Try 'covalent set --help'.
                    run --verbose a.jar                             ; Unknown option: '--verbose'. Options of the application come behind its jar, or after '--'. Try 'covalent run --help'.
                    run --main A --class-path . -v b                ; Unknown option: '-v'. Options of the application come behind its jar, or after '--'. Try 'covalent run --help'.
                    run a.jar --verbose                             ; a.jar is no jar: it does not exist. Try 'covalent run --help'.
                    run --main no.Such --class-path .               ; --main 'no.Such' is not in --class-path .: give its whole name, as in com.example.Notes, and where it is. Try 'covalent run --help'.
                    run --main java.lang.String --class-path .      ; --main 'java.lang.String' has no method main: name the class that has it, public static void main(String[]). Try 'covalent run --help'.
                    run --main dev.covalent.launcher.cli.HiddenMain --class-path . ; --main 'dev.covalent.launcher.cli.HiddenMain' has no method main: name the class that has it, public static void main(String[]). Try 'covalent run --help'.
                    renderer --attach a --page dev.covalent.renderer.Page ; --page dev.covalent.renderer.Page is abstract, so that no page can be made of it: name a class that extends or implements it. Try 'covalent renderer --help'.
                    run no-such.jar                                 ; no-such.jar is no jar: it does not exist. Try 'covalent run --help'.
                    run pom.xml                                     ; pom.xml cannot be read as a jar: zip END header not found. Try 'covalent run --help'.
                    run --class-path /no/such --main A              ; --class-path names /no/such, which does not exist. Try 'covalent run --help'.
                    run --class-path .                              ; --class-path needs --main, which says the class to start. Try 'covalent run --help'.
                    run a.jar --class-path . --main A               ; Give either a jar or --class-path, not both. Arguments of the application come after '--'. Try 'covalent run --help'.
                    run --jvm-flag Xmx1g a.jar                      ; --jvm-flag takes a flag that begins with '-', not 'Xmx1g'. Try 'covalent run --help'.
                    run --jvm-flag=-cp a.jar                        ; --jvm-flag takes no '-cp': what is started is said by JAR, or --main and --class-path. Try 'covalent run --help'.
                    completion fish                                 ; Invalid value for positional parameter at index 0 (SHELL): expected one of [bash, zsh] (case-sensitive) but was 'fish'. Try 'covalent completion --help'.
                    bench --seconds 0                               ; --seconds takes a number from 1 to 3600, not 0. Try 'covalent bench --help'.
                    bench --seconds long                            ; --seconds takes a whole number, not 'long'. Try 'covalent bench --help'.
                    bench --rounds 101                              ; --rounds takes a number from 1 to 100, not 101. Try 'covalent bench --help'.
                    bench --only telepathy                          ; --only [telepathy] selects nothing: figures have names such as sendSync/40 B/1 cpu. Try 'covalent bench --help'.
                    bench --only [                                  ; Invalid value for option '--only' (PATTERN): '[' is no regular expression: Unclosed character class, at index 0. Try 'covalent bench --help'.
                    bench --json /                                  ; --json takes a file, and / is a directory. Try 'covalent bench --help'.
                    """)
    void run_wrongUse_saysInOneLineHowToPutItRight(String arguments, String message) {
        int status = run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));

        assertThat(err.toString()).isEqualTo("covalent: " + message + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
        assertThat(status).isEqualTo(2);
    }

    static Stream<Arguments> empty() {
        return Stream.of(
                Arguments.of(
                        List.of("set", "a", "b", "", "1"),
                        "PROPERTY is an empty text, which nothing is called. Try 'covalent set --help'."),
                Arguments.of(
                        List.of("watch", "a", "b", ""),
                        "PROPERTY is an empty text, which nothing is called. Try 'covalent watch --help'."),
                Arguments.of(
                        List.of("get", "a", ""),
                        "OBJECT is an empty text, which nothing is called. Try 'covalent get --help'."),
                Arguments.of(
                        List.of("set", "a", "b", "c", ""),
                        "VALUE takes JSON, such as 1, true, '\"text\"' or '{\"a\": 1}', and '' is none: there is nothing."
                                + " With --string it is taken as text. Try 'covalent set --help'."),
                Arguments.of(
                        List.of("run", ""),
                        "JAR is empty: name the application's jar, as in 'covalent run notes.jar'. Try 'covalent run"
                                + " --help'."),
                Arguments.of(
                        List.of("renderer", "--attach", "a", "--page", ""),
                        "--page takes the name of a class, as in --page com.example.MyPage. Try 'covalent renderer"
                                + " --help'."));
    }

    @ParameterizedTest
    @MethodSource("empty")
    void run_emptyText_saysInOneLineHowToPutItRight(List<String> arguments, String message) {
        int status = run(arguments.toArray(String[]::new));

        assertThat(err.toString()).isEqualTo("covalent: " + message + System.lineSeparator());
        assertThat(status).isEqualTo(2);
    }

    @Test
    void bench_fileThatCannotBe_isRefusedBeforeAnythingIsMeasured(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Path within = file.resolve("bench.json");

        int status = run("bench", "--json", within.toString());

        assertThat(err.toString())
                .isEqualTo("covalent: --json " + within + " cannot be written: " + file
                        + " is no directory. Choose another file. Try 'covalent bench --help'."
                        + System.lineSeparator());
        assertThat(status).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes", "notes.sock", ".endpoint", ""})
    void renderer_descriptorOfAnotherName_isToldWhatOneIs(String name, @TempDir Path directory) {
        Path file = directory.resolve(name);

        int status = run("renderer", "--descriptor", file.toString());

        assertThat(err.toString())
                .isEqualTo("covalent: Not an endpoint descriptor: " + file + ". It is the file NAME.endpoint that the"
                        + " application NAME writes in its runtime directory. Try 'covalent renderer --help'."
                        + System.lineSeparator());
        assertThat(status).isEqualTo(2);
    }

    @Test
    void renderer_descriptorThatIsMissing_isWrongUse_andMakesNoDirectory(@TempDir Path directory) {
        Path missing = directory.resolve("absent").resolve("notes.endpoint");

        int status = run("renderer", "--descriptor", missing.toString());

        assertThat(err.toString())
                .isEqualTo(
                        "covalent: There is no file " + missing + ". Start 'notes' first, or name the file in its own"
                                + " runtime directory. Try 'covalent renderer --help'." + System.lineSeparator());
        assertThat(status).isEqualTo(2);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void renderer_descriptorThatDoesNotCome_isAFailure(@TempDir Path directory) {
        Path missing = directory.resolve("notes.endpoint");

        int status = run("renderer", "--wait", "1", "--descriptor", missing.toString());

        assertThat(err.toString())
                .startsWith("covalent: There is no file " + missing)
                .hasLineCount(1);
        assertThat(status).isEqualTo(1);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // which has no modes
    void renderer_descriptorInADirectoryOfOthers_isNotMendedByOpeningOrClosingThat(@TempDir Path directory)
            throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path file = Files.createFile(directory.resolve("notes.endpoint"));

        int status = run("renderer", "--descriptor", file.toString());

        assertThat(err.toString())
                .isEqualTo("covalent: " + file + " is not in a runtime directory: " + directory
                        + " is open to other users (mode rwxrwxrwx). Name the file in the application's own runtime"
                        + " directory. Try 'covalent renderer --help'." + System.lineSeparator());
        assertThat(status).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ps", "ps absent", "renderer --attach absent"})
    void run_whatOnlyLooks_makesNoDirectory(String arguments, @TempDir Path directory) {
        Path missing = directory.resolve("absent").resolve("run");
        System.setProperty(RUNTIME_DIRECTORY, missing.toString());
        try {
            run(arguments.split(" "));
        } finally {
            System.clearProperty(RUNTIME_DIRECTORY);
        }

        assertThat(err.toString()).contains(missing.toString()).hasLineCount(1);
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ps absent", "renderer --attach absent"})
    void run_forAnApplicationThatIsNotThere_saysWhatToSet_andWhoRuns(String arguments, @TempDir Path directory) {
        System.setProperty(RUNTIME_DIRECTORY, directory.resolve("run").toString());
        try {
            assertThat(run(arguments.split(" "))).isEqualTo(1);
        } finally {
            System.clearProperty(RUNTIME_DIRECTORY);
        }

        assertThat(err.toString())
                .contains("both sides use the same COVALENT_JAVA_OPTS=-Dcovalent.runtimeDir. None is running here.");
    }

    @Test
    void help_namesEveryOptionOfTheRenderer() {
        int status = run("renderer", "--help");

        assertThat(out.toString())
                .contains(
                        "--attach",
                        "--descriptor",
                        "--page",
                        "--class-path",
                        "--title",
                        "--host",
                        "--headless",
                        "--wait");
        assertThat(status).isZero();
    }

    @Test
    void help_namesEveryOptionOfTheBenchmark() {
        int status = run("bench", "--help");

        assertThat(out.toString()).contains("--seconds", "--rounds", "--json", "--only", "--[no-]pin");
        assertThat(status).isZero();
    }

    @Test
    void help_ofTheWhole_namesEveryCommand() {
        int status = run("--help");

        assertThat(out.toString())
                .contains(CovalentCommand.commandLine().getSubcommands().keySet())
                .contains("Exit status:", "Examples:");
        assertThat(status).isZero();
    }

    static Stream<String> commands() {
        return CovalentCommand.commandLine().getSubcommands().keySet().stream()
                .filter(name -> !name.equals("help")); // which is picocli's
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_ofEveryCommand_hasExamplesAndExitStatuses(String command) {
        int status = run(command, "--help");

        assertThat(out.toString())
                .contains("Usage: covalent " + command, "Examples:", "  covalent " + command, "Exit status:", "  2")
                .doesNotContain("%n", "${");
        assertThat(status).isZero();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_ofEveryCommand_hasNoExampleThatIsBrokenAtTheEndOfALine(String command) {
        run(command, "--help");

        String examples = out.toString().replaceFirst("(?s).*Examples:\\R", "").replaceFirst("(?s)Exit status:.*", "");
        assertThat(examples.lines().filter(line -> !line.isBlank()))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("  "));
    }

    @Test
    void help_ofRun_breaksItsSynopsisWithAnIndent_andNoName() {
        run("run", "--help");

        assertThat(out.toString().lines())
                .startsWith(
                        "Usage: covalent run [--main=CLASS] [--class-path=PATHS] [--jvm-flag=FLAG]...",
                        "                    [JAR] [[--] ARG...]")
                .noneMatch(line -> line.endsWith("app."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "set", "watch", "send", "invoke"})
    void help_ofWhatTakesTexts_saysHowThoseAreTypedThatBeginWithADash(String command) {
        run(command, "--help");

        assertThat(out.toString()).contains("'--'");
    }

    @Test
    void help_askedForByItsName_isTheSame() {
        assertThat(run("help", "ps")).isZero();
        String asked = out.toString();
        out.getBuffer().setLength(0);

        assertThat(run("ps", "--help")).isZero();
        assertThat(asked).contains("Usage: covalent ps").isEqualTo(out.toString());
    }

    @Test
    void completion_script_knowsCommandsAndTheirOptions() {
        int status = run("completion", "zsh");

        assertThat(out.toString()).contains("bashcompinit", "trace", "--window", "covalent");
        assertThat(err.toString()).isEmpty();
        assertThat(status).isZero();
    }

    private int run(String... arguments) {
        return CovalentCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
