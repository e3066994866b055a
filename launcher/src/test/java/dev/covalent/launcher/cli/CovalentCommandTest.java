package dev.covalent.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CovalentCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    ''                                              ; Say what to do: demo, renderer or bench. Try 'covalent --help'.
                    demon                                           ; Unmatched argument at index 0: 'demon'. Try 'covalent --help'.
                    demo --windowed                                 ; Unknown option: '--windowed'. Try 'covalent demo --help'.
                    renderer                                        ; Missing required argument (specify one of these): (--attach=NAME | --descriptor=FILE). Try 'covalent renderer --help'.
                    renderer --attach                               ; Missing required parameter for option '--attach' (NAME). Try 'covalent renderer --help'.
                    renderer --attach a/b                           ; Not the name of an application: 'a/b'. Use 1 to 64 letters, digits, '.', '_' or '-', and no '.' at the start. Try 'covalent renderer --help'.
                    renderer --attach a --wait -1                   ; --wait takes seconds from 0 up, not -1. Try 'covalent renderer --help'.
                    renderer --attach a --wait soon                 ; Invalid value for option '--wait': 'soon' is not an int. Try 'covalent renderer --help'.
                    renderer --attach a --page no.such.Page         ; --page no.such.Page is not on the class path: say where it is with --class-path. Try 'covalent renderer --help'.
                    renderer --attach a --page java.lang.String     ; --page java.lang.String is no page: it must implement dev.covalent.renderer.Page. Try 'covalent renderer --help'.
                    renderer --attach a --class-path /no/such.jar   ; --class-path names /no/such.jar, which does not exist. Try 'covalent renderer --help'.
                    bench --seconds 0                               ; --seconds takes a number from 1 to 3600, not 0. Try 'covalent bench --help'.
                    bench --seconds long                            ; Invalid value for option '--seconds': 'long' is not an int. Try 'covalent bench --help'.
                    bench --rounds 101                              ; --rounds takes a number from 1 to 100, not 101. Try 'covalent bench --help'.
                    bench --only telepathy                          ; --only [telepathy] selects nothing: figures have names such as sendSync/40 B/1 cpu. Try 'covalent bench --help'.
                    bench --json .                                  ; --json takes a file, and . is a directory. Try 'covalent bench --help'.
                    """)
    void run_wrongUse_saysInOneLineHowToPutItRight(String arguments, String message) {
        int status = run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));

        assertThat(err.toString()).isEqualTo("covalent: " + message + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
        assertThat(status).isEqualTo(2);
    }

    @Test
    void renderer_noSuchMainProcess_failsInOneLine(@TempDir Path directory) {
        String missing = directory.resolve("absent.endpoint").toString();

        int status = run("renderer", "--descriptor", missing);

        assertThat(err.toString()).startsWith("covalent: ").contains(missing).hasLineCount(1);
        assertThat(status).isEqualTo(1);
    }

    @Test
    void help_namesEveryOptionOfTheRenderer() {
        int status = run("renderer", "--help");

        assertThat(out.toString())
                .contains("--attach", "--descriptor", "--page", "--class-path", "--title", "--headless", "--wait");
        assertThat(status).isZero();
    }

    @Test
    void help_namesEveryOptionOfTheBenchmark() {
        int status = run("bench", "--help");

        assertThat(out.toString()).contains("--seconds", "--rounds", "--json", "--only", "--[no-]pin");
        assertThat(status).isZero();
    }

    private int run(String... arguments) {
        return CovalentCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
