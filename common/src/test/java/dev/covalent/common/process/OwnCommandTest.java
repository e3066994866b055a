package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OwnCommandTest {

    @Test
    void of_mainClass_itsArgumentsAreWhatTheyWere() {
        OwnCommand command = OwnCommand.of(
                "app.Main my file.txt  last",
                "app.Main",
                List.of("-Dx=y"),
                List.of("-Dx=y", "-cp", "app.Main", "app.Main", "my file.txt", "", "last"));

        assertThat(command.arguments()).containsExactly("my file.txt", "", "last");
    }

    @Test
    void of_jarInADirectoryWithASpace_isThatJar() {
        OwnCommand command = OwnCommand.of(
                "/My App/app.jar first", "/My App/app.jar", List.of(), List.of("-jar", "/My App/app.jar", "first"));

        assertThat(command.arguments()).containsExactly("first");
    }

    @Test
    void of_argumentsThatTheSystemDoesNotTell_areNotGuessed() {
        OwnCommand command = OwnCommand.of("app.Main my file.txt", "app.jar", List.of(), List.of());

        assertThatThrownBy(command::arguments)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The system does not tell with which arguments this JVM was started: give them to"
                        + " relaunch(arguments)");
    }

    @Test
    void of_noArguments_needsNobodyToTellThem() {
        assertThat(OwnCommand.of("app.Main", "app.jar", List.of(), List.of()).arguments())
                .isEmpty();
    }

    @Test
    void of_anotherProgram_saysThatItCannotBeTold() {
        assertThatThrownBy(() -> OwnCommand.of("", "app.jar", List.of(), List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("How this JVM was started cannot be told ('', ")
                .hasMessageEndingWith(
                        "): only a main class of the class path, or a jar, can be started again, by java");
    }

    @Test
    void again_flagsOfAProgramThatIsRun_leavesOutWhoRunsIt() {
        assertThat(OwnCommand.again(List.of("-Xmx64m", "-Dcovalent.run.parent=4711", "-Da=b")))
                .containsExactly("-Xmx64m", "-Da=b");
    }
}
