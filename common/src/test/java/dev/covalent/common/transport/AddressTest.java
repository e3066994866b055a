package dev.covalent.common.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {

    @Test
    void parse_formatted_isTheSame() {
        Address unix = new UnixAddress(Path.of("/run/notes/main.sock"));
        Address tcp = new LoopbackAddress(4711);

        assertThat(unix.format()).isEqualTo("unix:/run/notes/main.sock");
        assertThat(tcp.format()).isEqualTo("tcp:127.0.0.1:4711");
        assertThat(Address.parse(unix.format())).isEqualTo(unix);
        assertThat(Address.parse(tcp.format())).isEqualTo(tcp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unix:",
                "unix:relative",
                "unix:/nul\0",
                "tcp:10.0.0.1:80",
                "tcp:localhost:80",
                "tcp:127.0.0.1:",
                "tcp:127.0.0.1:0",
                "tcp:127.0.0.1:-1",
                "tcp:127.0.0.1:+80",
                "tcp:127.0.0.1:080",
                "tcp:127.0.0.1:65536",
                "tcp:127.0.0.1:99999999999",
                "http://x"
            })
    void parse_neitherForm_isRefused(String text) {
        assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parse_unknownScheme_saysWhatIsExpected() {
        assertThatThrownBy(() -> Address.parse("http://x"))
                .hasMessage("Not an address: 'http://x'; expected unix:/absolute/path or tcp:127.0.0.1:port");
    }
}
