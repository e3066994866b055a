package dev.covalent.common.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.frame.FrameWriter;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameBatchTest {

    @Test
    void decode_isWhatWasEncoded() {
        FrameBatch batch = new FrameBatch(
                Long.MAX_VALUE,
                List.of(Payload.of(new byte[0]), Payload.of(new byte[] {1, 2}), Payload.of(new byte[70_000])));

        FrameBatch decoded = FrameBatch.decode(batch.encode());

        assertThat(decoded.first()).isEqualTo(Long.MAX_VALUE);
        assertThat(decoded.frames()).hasSize(3);
        assertThat(decoded.frames().get(0).length()).isZero();
        assertThat(decoded.frames().get(1).head()).containsExactly(1, 2);
        assertThat(decoded.frames().get(2).head()).hasSize(70_000);
    }

    @Test
    void decode_empty_isEmpty() {
        assertThat(FrameBatch.decode(FrameBatch.EMPTY.encode())).isEqualTo(FrameBatch.EMPTY);
    }

    @Test
    void decode_negativeFirst_isMalformed() {
        Payload bytes = new FrameWriter().writeLong(-1).writeInt(0).toPayload();

        assertThatThrownBy(() -> FrameBatch.decode(bytes)).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void decode_moreFramesAnnouncedThanThereAre_isMalformed() {
        Payload bytes =
                new FrameWriter().writeLong(1).writeInt(Integer.MAX_VALUE).toPayload();

        assertThatThrownBy(() -> FrameBatch.decode(bytes)).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void frames_changedAfterwards_areNotThoseOfTheBatch() {
        List<Payload> frames = new ArrayList<>(List.of(Payload.of(new byte[1])));
        FrameBatch batch = new FrameBatch(1, frames);

        frames.clear();

        assertThat(batch.frames()).hasSize(1);
    }

    @Test
    void ofOne_isABatchOfIt_unlessThatCannotBe() {
        assertThat(FrameBatch.ofOne(7, Payload.of(new byte[] {1})).first()).isEqualTo(7);
        assertThat(FrameBatch.ofOne(7, Payload.of(new byte[] {1})).frames())
                .containsExactly(Payload.of(new byte[] {1}));
        for (long number : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> FrameBatch.ofOne(number, Payload.of(new byte[1])))
                    .isInstanceOf(MalformedFrameException.class);
        }
    }
}
