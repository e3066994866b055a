package dev.covalent.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TypedArgumentsTest {
    private static final byte[] COMMAND_LINE = "java\0/\u00fc/lib\0set\0\0\u00fc\0".getBytes(StandardCharsets.UTF_8);

    @Test
    void flaw_whatTheEncodingHas_isNone() {
        assertThat(TypedArguments.flaw(COMMAND_LINE, 3, StandardCharsets.UTF_8)).isEmpty();
        assertThat(TypedArguments.flaw("java\0set\0".getBytes(StandardCharsets.UTF_8), 1, StandardCharsets.US_ASCII))
                .isEmpty();
    }

    @Test
    void flaw_whatTheEncodingDoesNotHave_saysWhatToSet() {
        assertThat(TypedArguments.flaw(COMMAND_LINE, 1, StandardCharsets.US_ASCII))
                .contains("The arguments have characters that the encoding of this locale, US-ASCII, does not. Use one"
                        + " whose encoding is UTF-8, as in LC_ALL=C.UTF-8.");
    }

    @Test
    void flaw_ofWordsBeforeTheArguments_isNotLookedAt() {
        assertThat(TypedArguments.flaw(COMMAND_LINE, 0, StandardCharsets.US_ASCII))
                .isEmpty();
        assertThat(TypedArguments.flaw(
                        "\u00fc\0set\0\0".getBytes(StandardCharsets.UTF_8), 2, StandardCharsets.US_ASCII))
                .isEmpty();
    }
}
