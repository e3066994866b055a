package dev.covalent.common.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.FrameWriter;
import dev.covalent.common.payload.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RelayCostTest {

    @Test
    void of_shortChannel_isTheOverheadAndBoth() {
        assertThat(RelayCost.of("ping", Payload.of(new byte[10]))).isEqualTo(64 + 4 + 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ping", "gr\u00fc\u00dfe", "\u6d88\u606f", "a\ud83d\ude00b", "\ud83d alone", "alone \ude00"})
    void of_anyChannel_countsTheBytesThatAFrameHasForIt(String text) {
        String channel = text.repeat(100);
        long counted = RelayCost.of(channel, Payload.NONE) - FrameCost.OVERHEAD_BYTES;

        int prefix =
                new FrameWriter().writeBoolean(true).writeInt((int) counted).length();
        assertThat(new FrameWriter().writeText(channel).length()).isEqualTo(prefix + counted);
    }
}
