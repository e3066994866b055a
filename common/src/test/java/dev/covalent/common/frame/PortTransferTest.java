package dev.covalent.common.frame;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.payload.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PortTransferTest {

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "-1, 0, 0", "1, -1, 0", "7, 7, 0", "1, 2, 1"})
    void make_impossibleNumbers_isRefused(long port, long peer, long consumed) {
        assertThatThrownBy(() -> new PortTransfer(port, peer, consumed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port " + port + ", peer " + peer + ", consumed " + consumed);
    }

    @Test
    void decode_impossibleNumbersFromAPeer_isMalformed() {
        byte[] bytes = new FrameWriter()
                .writeByte(1)
                .writeText("channel")
                .writePayload(Payload.NONE)
                .writeInt(1)
                .writeLong(7)
                .writeLong(7)
                .writeLong(0)
                .toByteArray();

        assertThatThrownBy(() -> Upstream.decode(Payload.of(bytes))).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void decode_moreTransfersAnnouncedThanThereAre_isMalformed() {
        Payload one = new Upstream.PortMessage(1, Payload.NONE, List.of(Frames.KNOWN_PORT)).encode();
        byte[] bytes = one.head().clone();
        bytes[3] = 4; // two, in the zigzag form, where there is one

        assertThatThrownBy(() -> Upstream.decode(Payload.of(bytes))).isInstanceOf(MalformedFrameException.class);
    }
}
