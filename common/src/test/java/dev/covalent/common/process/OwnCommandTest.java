package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class OwnCommandTest {

    @Test
    void find_startedByAnotherProgram_saysThatItCannotBeTold() {
        String before = System.getProperty("sun.java.command");
        System.clearProperty("sun.java.command");
        try {
            assertThatThrownBy(OwnCommand::find)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "How this JVM was started cannot be told (''): only a main class of the class path, or a jar,"
                                    + " can be started again");
        } finally {
            restore(before);
        }
    }

    @Test
    void find_mainThatTheSystemDoesNotKnow_takesTheWordsOfItsCommand() {
        String before = System.getProperty("sun.java.command");
        System.setProperty("sun.java.command", "no.such.Main one two");
        try {
            assertThat(OwnCommand.find().arguments()).containsExactly("one", "two");
        } finally {
            restore(before);
        }
    }

    @Test
    void again_flagsOfAProgramThatIsRun_leavesOutWhoRunsIt() {
        assertThat(OwnCommand.again(List.of("-Xmx64m", "-Dcovalent.run.parent=4711", "-Da=b")))
                .containsExactly("-Xmx64m", "-Da=b");
    }

    private static void restore(String before) {
        if (before != null) {
            System.setProperty("sun.java.command", before);
        }
    }
}
