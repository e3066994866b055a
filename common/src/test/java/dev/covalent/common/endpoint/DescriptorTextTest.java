package dev.covalent.common.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DescriptorTextTest {
    private static final Path FILE = Path.of("/run/notes.endpoint");
    private static final EndpointDescriptor DESCRIPTOR = EndpointDescriptorTest.descriptor((byte) 0xAB);
    private static final String TEXT = new String(DescriptorText.format(DESCRIPTOR), StandardCharsets.UTF_8);

    @Test
    void parse_formatted_isTheSame() {
        assertThat(parse(TEXT)).isEqualTo(DESCRIPTOR);
    }

    @Test
    void parse_withoutStartInstant_isTheSame() {
        EndpointDescriptor descriptor = new EndpointDescriptor(
                1, "notes", "unix:/größe=a/notes.sock", DESCRIPTOR.secret(), Long.MAX_VALUE, null);

        assertThat(DescriptorText.parse(FILE, DescriptorText.format(descriptor)))
                .isEqualTo(descriptor);
    }

    @Test
    void parse_unknownKeysAndNoise_isIgnored() {
        assertThat(parse("colour=blue\n\n# note\nnonsense\n=\n" + TEXT + "colour=red"))
                .isEqualTo(DESCRIPTOR);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            version=1     |                    | 'version' is missing
            version=1     | version=2          | 'version' is 2, not 1; use the same release of Covalent on both sides
            version=1     | version=x          | 'version' is not a number
            version=1     | version=4294967297 | 'version' is out of range
            name=notes    |                    | 'name' is missing
            pid=4711      | pid=0              | 'pid' is out of range
            pid=4711      | pid=-1             | 'pid' is out of range
            pid=4711      | pid=9999999999999999999 | 'pid' is not a number
            pid=4711      | pid= 4711          | 'pid' is not a number
            pid=4711      | PID=4711           | 'pid' is missing
            secret=ab     | secret=xy          | 'secret' is not hexadecimal
            secret=ab     | secret=a           | 'secret' is not hexadecimal
            started=2026  | started=x          | 'started' is not an instant
            address=unix  | nothing=           | 'address' is missing
            """)
    void parse_invalid_namesFileAndKey(String replaced, String by, String problem) {
        String text = TEXT.replace(replaced, by == null ? "" : by);

        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(MalformedEndpointException.class)
                .hasMessage(FILE + ": " + problem);
    }

    @ParameterizedTest
    @CsvSource({"name=notes, name=../x, Not the name", "secret=ab, secret=abab, secret must have 32 bytes"})
    void parse_componentInvalid_namesFileAndKey(String replaced, String by, String problem) {
        assertThatThrownBy(() -> parse(TEXT.replace(replaced, by)))
                .isInstanceOf(MalformedEndpointException.class)
                .hasMessageStartingWith(FILE + ": " + problem);
    }

    @Test
    void parse_keyTwice_isRefused() {
        assertThatThrownBy(() -> parse(TEXT + "pid=4712\n"))
                .isInstanceOf(MalformedEndpointException.class)
                .hasMessage(FILE + ": 'pid' is there twice");
    }

    @Test
    void parse_invalidSecret_isNotShown() {
        assertThatThrownBy(() -> parse(TEXT.replace("secret=ab", "secret=geheim")))
                .hasMessageNotContaining("geheim")
                .hasNoCause();
    }

    @Test
    void parse_tooLong_isRefused() {
        String longest = TEXT + "#".repeat(DescriptorText.MAX_BYTES - TEXT.length());

        assertThat(parse(longest)).isEqualTo(DESCRIPTOR);
        assertThatThrownBy(() -> parse(longest + "#"))
                .isInstanceOf(MalformedEndpointException.class)
                .hasMessage(FILE + " is longer than 4096 bytes");
    }

    @Test
    void parse_notUtf8_isRefused() {
        assertThatThrownBy(() -> DescriptorText.parse(FILE, new byte[] {'p', (byte) 0xC3, '\n'}))
                .isInstanceOf(MalformedEndpointException.class)
                .hasMessage(FILE + " is not UTF-8 text");
    }

    @Test
    void parse_damagedAnywhere_isUnderstoodOrRefused() {
        Random random = new Random(4711);
        for (int round = 0; round < 5000; round++) {
            byte[] text = DescriptorText.format(DESCRIPTOR);
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(DescriptorText.parse(FILE, text).version()).isEqualTo(1);
            } catch (MalformedEndpointException expected) {
                assertThat(expected).as("round %d", round).hasMessageStartingWith(FILE.toString());
            }
        }
    }

    private static EndpointDescriptor parse(String text) {
        return DescriptorText.parse(FILE, text.getBytes(StandardCharsets.UTF_8));
    }
}
