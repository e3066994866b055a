package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutputPumpTest {
    @Test
    void run_endsOfLineOfAllSystems_areCutAlike() {
        assertThat(pump("a\nb\r\nc\rd\n\ne")).containsExactly("a", "b", "c", "d", "", "e");
    }

    @Test
    void run_lineTooLong_comesInPiecesWithoutLoss() {
        String line = "x".repeat(OutputPump.MAX_LINE) + "y";

        assertThat(pump(line + "\nz")).containsExactly("x".repeat(OutputPump.MAX_LINE), "y", "z");
    }

    @Test
    void run_pieceWouldSplitACharacter_splitsBeforeIt() {
        String start = "x".repeat(OutputPump.MAX_LINE - 1);

        assertThat(pump(start + "\uD83D\uDE00")).containsExactly(start, "\uD83D\uDE00");
    }

    private static List<String> pump(String text) {
        List<String> lines = new ArrayList<>();
        new OutputPump(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), lines::add).run();
        return lines;
    }
}
