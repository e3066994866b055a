package dev.covalent.common.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.payload.Payload;
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
    void readPayload_large_isNotCopied() {
        byte[] large = new byte[10_000];
        large[9_999] = 7;
        Payload written =
                new FrameWriter().writeInt(1).writePayload(Payload.of(large)).toPayload();
        FrameReader reader = new FrameReader(written);
        reader.readInt();

        Payload payload = reader.readPayload();

        assertThat(reader.isAtEnd()).isTrue();
        assertThat(payload.head()).isSameAs(large);
        assertThat(written.head().length).isLessThan(10);
        assertThat(written.length()).isEqualTo(10_000 + written.head().length);
    }

    @Test
    void readPayload_whatStandsBesideIt_isItsOwn() {
        Payload one = Payload.of(new byte[] {1}, List.of(new byte[] {2}, new byte[] {3}));
        Payload large = Payload.of(new byte[10_000], List.of(new byte[] {4}));
        FrameReader reader = new FrameReader(new FrameWriter()
                .writePayload(one)
                .writePayload(Payload.NONE)
                .writePayload(large)
                .toPayload());

        assertThat(reader.readPayload()).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(reader.readPayload()).isEqualTo(Payload.NONE);
        assertThat(reader.readPayload()).isEqualTo(large);
        assertThat(reader.isAtEnd()).isTrue();
    }

    @Test
    void readPayload_moreBesideItThanThereIs_isRefused() {
        for (int form : new int[] {1, 2, 3, 5, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            byte[] head = new FrameWriter().writeInt(form).writeInt(0).toByteArray();
            assertRefused(new FrameReader(head)::readPayload);
        }
    }

    @Test
    void readWhole_somethingLeftBeside_isRefused() {
        FrameReader reader = new FrameReader(Payload.of(new byte[0], List.of(new byte[1])));

        assertThatThrownBy(() -> reader.readWhole(() -> "frame"))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("1 arrays beside a frame");
    }

    @Test
    void readPayload_countBeyondWhatIsLeft_isRefusedBeforeAllocation() {
        byte[] bytes = new FrameWriter().writeInt(0).writeInt(Integer.MAX_VALUE).toByteArray();

        assertRefused(new FrameReader(bytes)::readPayload);
    }

    @Test
    void readPayload_negativeCount_isRefused() {
        assertRefused(reader(0, 1)::readPayload);
    }

    @Test
    void toByteArray_withSomethingBeside_isRefused() {
        FrameWriter writer = new FrameWriter().writePayload(Payload.of(new byte[10_000]));

        assertThatThrownBy(writer::toByteArray).isInstanceOf(IllegalStateException.class);
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
