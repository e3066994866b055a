package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.payload.Payload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Large byte arrays, which stand beside the rest: CLN-22. */
final class LargeBytesTest {
    private static final int LENGTH = 100_000;

    @Test
    void encode_copiesThem_soThatTheSenderMayChangeHis() {
        byte[] sent = filled(1);
        Payload payload = StructuredClone.encode(sent, "value");

        sent[0] = 9;

        assertThat(payload.head().length).isLessThan(10);
        assertThat(payload.length()).isBetween(LENGTH, LENGTH + 10);
        assertThat(payload.beside()).hasSize(1);
        assertThat(StructuredClone.decode(payload)).isEqualTo(filled(1));
    }

    @Test // what is shared, such as the value of a property, is read again and again
    void decode_twice_givesEachReaderItsOwn() {
        Payload payload = StructuredClone.encode(filled(1), "value");

        byte[] one = decoded(payload);
        one[0] = 9;

        assertThat(decoded(payload)).isEqualTo(filled(1));
    }

    @Test
    void decode_givenAway_copiesNothing() {
        Payload payload = StructuredClone.encode(filled(1), "value");

        assertThat(decoded(payload.giveAway())).isSameAs(payload.beside().get(0));
        assertThat(payload.isGivenAway()).isFalse();
    }

    @Test
    void decode_severalAmongOthers_areInOrderAndSharedAsTheyWere() {
        byte[] one = filled(1);
        byte[] two = filled(2);
        ByteBuffer buffer = ByteBuffer.wrap(filled(3)).position(10).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Object> value = Map.of("list", List.of(one, new byte[] {4}, two, one, buffer));

        Map<?, ?> back = (Map<?, ?>) Objects.requireNonNull(
                StructuredClone.decode(StructuredClone.encode(value, "value").giveAway()));

        List<?> list = (List<?>) Objects.requireNonNull(back.get("list"));
        assertThat(list.get(0)).isEqualTo(one);
        assertThat(list.get(1)).isEqualTo(new byte[] {4});
        assertThat(list.get(2)).isEqualTo(two);
        assertThat(list.get(3)).isSameAs(list.get(0));
        assertThat(list.get(4)).isEqualTo(buffer);
        assertThat(((ByteBuffer) list.get(4)).order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(buffer.position()).isEqualTo(10);
    }

    @Test
    void isSame_looksAtWhatStandsBeside() {
        Payload one = StructuredClone.encode(List.of(filled(1), 1), "value");

        assertThat(StructuredClone.isSame(one, StructuredClone.encode(List.of(filled(1), 1L), "value")))
                .isTrue();
        assertThat(StructuredClone.isSame(one, StructuredClone.encode(List.of(filled(2), 1), "value")))
                .isFalse();
    }

    @Test
    void decode_notAsTheHeadSays_isMalformed() {
        Payload valid = StructuredClone.encode(filled(1), "value");
        byte[] head = valid.head();
        byte[] bytes = valid.beside().get(0);

        for (List<byte[]> beside : List.of(
                List.<byte[]>of(), List.of(new byte[LENGTH - 1]), List.of(bytes, bytes), List.of(new byte[0], bytes))) {
            assertThatThrownBy(() -> StructuredClone.decode(Payload.of(head, beside)))
                    .isInstanceOf(MalformedDataException.class);
        }
    }

    private static byte[] decoded(Payload payload) {
        return (byte[]) Objects.requireNonNull(StructuredClone.decode(payload));
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
