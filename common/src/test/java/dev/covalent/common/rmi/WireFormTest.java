package dev.covalent.common.rmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.payload.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WireFormTest {
    private static final byte[] HEAD = {1, 2};

    @Test
    void of_headAlone_isThat() {
        assertThat(WireForm.of(Payload.of(HEAD))).isSameAs(HEAD);
        assertThat(WireForm.read(HEAD).head()).isSameAs(HEAD);
    }

    @Test
    void of_somethingBeside_copiesNothing() {
        byte[] beside = new byte[Payload.LARGE];
        Payload payload = Payload.of(HEAD, List.of(beside));

        Object wire = WireForm.of(payload);

        assertThat((byte[][]) wire).hasNumberOfRows(2);
        assertThat(WireForm.read(wire)).isEqualTo(payload);
        assertThat(WireForm.read(wire).beside().get(0)).isSameAs(beside);
    }

    @Test
    void read_whatNoPeerOfOursSends_isMalformed() {
        byte[] twice = new byte[Payload.LARGE];
        byte[] small = new byte[Payload.LARGE - 1];
        for (Object wire : new Object[] {
            null,
            "text",
            new byte[0][],
            new byte[][] {HEAD, null},
            new byte[][] {null},
            new byte[][] {HEAD, twice, twice},
            new byte[][] {HEAD, small}
        }) {
            assertThatThrownBy(() -> WireForm.read(wire)).isInstanceOf(MalformedFrameException.class);
        }
        assertThatThrownBy(() -> WireForm.read(new byte[][] {HEAD, HEAD})).isInstanceOf(MalformedFrameException.class);
    }
}
