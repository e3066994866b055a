package dev.covalent.common.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameReaderTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void readLong_isWhatWasWritten(long value) {
        byte[] bytes = new FrameWriter().writeLong(value).toByteArray();

        assertThat(new FrameReader(bytes).readLong()).isEqualTo(value);
    }

    @Test
    void readLong_elevenBytes_isRefused() {
        assertRefused(reader(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1)::readLong);
    }

    @Test
    void readLong_bitsBeyondTheSixtyFourth_isRefused() {
        assertRefused(reader(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 3)::readLong);
    }

    @Test
    void readLong_paddedWithZero_isRefused() {
        assertRefused(reader(0x82, 0)::readLong);
    }

    @Test
    void readInt_beyondAnInt_isRefused() {
        byte[] bytes = new FrameWriter().writeLong(1L + Integer.MAX_VALUE).toByteArray();

        assertRefused(new FrameReader(bytes)::readInt);
    }

    @Test
    void readBoolean_two_isRefused() {
        assertRefused(reader(2)::readBoolean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\u00E9\u20AC\uD83D\uDE00",
                "\uD800",
                "a\uDC00b",
                "\uDC00\uD800",
                "\uD83D\uD83D\uDE00"
            })
    void readText_isWhatWasWritten(String text) {
        byte[] bytes = new FrameWriter().writeText(text).toByteArray();

        assertThat(new FrameReader(bytes).readText()).isEqualTo(text);
    }

    @Test
    void readText_invalidUtf8_isRefused() {
        assertRefused(reader(1, 2, 0xC3)::readText);
    }

    @Test
    void readText_halfAUnit_isRefused() {
        assertRefused(reader(0, 6, 0, 'a', 0)::readText);
    }

    @Test
    void readPayload_mostOfTheBytes_isAPartOfThem_andEqualToACopy() {
        byte[] large = new byte[10_000];
        large[9_999] = 7;
        byte[] bytes =
                new FrameWriter().writeInt(1).writePayload(Payload.of(large)).toByteArray();
        FrameReader reader = new FrameReader(bytes);
        reader.readInt();

        Payload payload = reader.readPayload();

        assertThat(reader.isAtEnd()).isTrue();
        byte[] array = payload.as((whole, offset, length) -> whole);
        assertThat(array).isSameAs(bytes);
        assertThat(payload).isEqualTo(Payload.of(large)).hasSameHashCodeAs(Payload.of(large));
        assertThat(payload.bytes()).isEqualTo(large);
        assertThat(new FrameWriter().writePayload(payload).toByteArray())
                .isEqualTo(new FrameWriter().writeBytes(large).toByteArray());
    }

    @Test
    void readPayload_oneOfMany_keepsNothingButItself() {
        byte[] large = new byte[10_000];
        FrameWriter w = new FrameWriter();
        for (int i = 0; i < 3; i++) {
            w.writePayload(Payload.of(large));
        }

        int kept = new FrameReader(w.toByteArray()).readPayload().as((array, offset, length) -> array.length);

        assertThat(kept).isEqualTo(10_000);
    }

    @Test
    void readBytes_countBeyondWhatIsLeft_isRefusedBeforeAllocation() {
        byte[] bytes = new FrameWriter().writeInt(Integer.MAX_VALUE).toByteArray();

        assertRefused(new FrameReader(bytes)::readBytes);
    }

    @Test
    void readBytes_negativeCount_isRefused() {
        assertRefused(reader(1)::readBytes);
    }

    @Test
    void readList_countBeyondWhatIsLeft_isRefused() {
        byte[] bytes = new FrameWriter().writeInt(3).writeLong(1).writeLong(2).toByteArray();

        assertRefused(() -> new FrameReader(bytes).readList(FrameReader::readLong));
    }

    @Test
    void readList_manyItems_areInOrder() {
        FrameWriter writer = new FrameWriter().writeInt(1000);
        for (int i = 0; i < 1000; i++) {
            writer.writeLong(i);
        }

        List<Long> items = new FrameReader(writer.toByteArray()).readList(FrameReader::readLong);

        assertThat(items).hasSize(1000).startsWith(0L, 1L).endsWith(999L);
    }

    @Test
    void readRest_afterAField_isWhatIsLeft() {
        FrameReader reader = reader(2, 7, 8);
        reader.readLong();

        assertThat(reader.readRest()).containsExactly(7, 8);
        assertThat(reader.isAtEnd()).isTrue();
    }

    @Test
    void write_beyondTheFirstCapacity_keepsWhatWasThere() {
        byte[] large = new byte[100_000];
        large[99_999] = 5;

        byte[] written =
                new FrameWriter().writeByte(1).writeRaw(large).writeByte(2).toByteArray();

        assertThat(written).hasSize(100_002).startsWith(1).endsWith(5, 2);
    }

    private static FrameReader reader(int... bytes) {
        byte[] copy = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            copy[i] = (byte) bytes[i];
        }
        return new FrameReader(copy);
    }

    private static void assertRefused(Runnable read) {
        assertThatThrownBy(read::run)
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageStartingWith("Malformed frame: ");
    }
}
