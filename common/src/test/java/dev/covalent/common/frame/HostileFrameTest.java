package dev.covalent.common.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.payload.Payload;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that no peer of ours writes: refused with the one exception that cuts the peer off, and nothing else. */
final class HostileFrameTest {

    static Stream<Named<Consumer<byte[]>>> decoders() {
        return Stream.of(
                ofHead("Upstream", Upstream::decode),
                ofHead("Downstream", Downstream::decode),
                ofHead("Request", Request::decode),
                ofHead("Outcome", Outcome::decode),
                ofHead("EarlyReply", EarlyReply::decode),
                decoder("Introduction", Introduction::decode),
                decoder("Welcome", Welcome::decode),
                decoder("Bootstrap", Bootstrap::decode),
                decoder("UtilityBootstrap", UtilityBootstrap::decode),
                ofHead("FrameBatch", FrameBatch::decode));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void decode_randomBytes_givesAFrameOrIsRefused(Consumer<byte[]> decoder) {
        Random random = new Random(20_251_123);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = (byte) random.nextInt(16); // or few would get past the type
            }
            decodeOrRefuse(decoder, bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void decode_nothing_isRefused(Consumer<byte[]> decoder) {
        assertThatThrownBy(() -> decoder.accept(new byte[0])).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void decode_titleOrPageThatWouldForgeALineOfALog_isRefused() {
        assertThatThrownBy(() -> Request.decode(opening("Page", "a\nERROR b")))
                .isInstanceOf(MalformedFrameException.class);
        assertThatThrownBy(() -> Request.decode(opening("Pa\u200bge", "title")))
                .isInstanceOf(MalformedFrameException.class);
        assertThat(Request.decode(opening("Page", "title")))
                .isEqualTo(new RemoteRequest.WindowOpen("Page", "title", 1, 1, true));
    }

    private static Payload opening(String page, String title) {
        FrameWriter w = new FrameWriter();
        w.writeByte(13);
        w.writeText(page);
        w.writeText(title);
        w.writeInt(1);
        w.writeInt(1);
        w.writeBoolean(true);
        return w.toPayload();
    }

    /** What only a caller that blocks may ask for. */
    @Test
    void decode_askForWhatIsNotOfMainsObjects_isRefused() {
        FrameWriter w = new FrameWriter();
        w.writeByte(5);
        w.writeLong(1);
        w.writeLong(1);
        new Request.StorageLoad().write(w);

        assertThatThrownBy(() -> Upstream.decode(w.toPayload())).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void decode_truncatedAnywhere_isRefused() {
        assertTruncationsRefused(Frames.upstream().map(Upstream::encode).map(Payload::head), head(Upstream::decode));
        assertTruncationsRefused(
                Frames.downstream().map(Downstream::encode).map(Payload::head), head(Downstream::decode));
        assertTruncationsRefused(Frames.requests().map(Request::encode).map(Payload::head), head(Request::decode));
        assertTruncationsRefused(Frames.outcomes().map(Outcome::encode).map(Payload::head), head(Outcome::decode));
    }

    @Test
    void decode_anyByteChanged_givesAFrameOrIsRefused() {
        Frames.upstream()
                .map(Upstream::encode)
                .map(Payload::head)
                .forEach(bytes -> mutate(bytes, head(Upstream::decode)));
        Frames.downstream()
                .map(Downstream::encode)
                .map(Payload::head)
                .forEach(bytes -> mutate(bytes, head(Downstream::decode)));
        Frames.requests()
                .map(Request::encode)
                .map(Payload::head)
                .forEach(bytes -> mutate(bytes, head(Request::decode)));
        Frames.outcomes()
                .map(Outcome::encode)
                .map(Payload::head)
                .forEach(bytes -> mutate(bytes, head(Outcome::decode)));
    }

    @Test
    void decode_bytesAfterTheEnd_isRefused() {
        byte[] longer = Arrays.copyOf(new PageNews.Goodbye().encode().head(), 3);

        assertThatThrownBy(() -> Upstream.decode(Payload.of(longer)))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("Malformed frame: 2 bytes after the end of a frame at byte 1 of 3");
    }

    @Test
    void decode_unknownType_isRefused() {
        assertThatThrownBy(() -> Upstream.decode(Payload.of(new byte[] {99})))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("Malformed frame: unknown type 99 at byte 1 of 1");
        assertThatThrownBy(() -> Downstream.decode(Payload.of(new byte[] {99})))
                .isInstanceOf(MalformedFrameException.class);
        assertThatThrownBy(() -> Request.decode(Payload.of(new byte[] {12})))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void decode_emptyChannel_isRefused() {
        byte[] bytes = new FrameWriter()
                .writeByte(1)
                .writeText("")
                .writeLong(1)
                .writePayload(Payload.NONE)
                .toByteArray();

        assertThatThrownBy(() -> Request.decode(Payload.of(bytes)))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("A frame's check refused it: Missing required channel argument");
    }

    @Test
    void decode_channelOneTooLong_isRefused() {
        byte[] bytes = new FrameWriter()
                .writeByte(1)
                .writeText("c".repeat(1025))
                .writePayload(Payload.NONE)
                .toByteArray();

        assertThatThrownBy(() -> Request.decode(Payload.of(bytes))).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void decode_unknownFailureKind_isRefused() {
        byte[] bytes = new FrameWriter()
                .writeBoolean(false)
                .writeText("EXPLODED")
                .writeText("")
                .writePayload(Payload.NONE)
                .toByteArray();

        assertThatThrownBy(() -> Outcome.decode(Payload.of(bytes))).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void decode_earlyReplyOfAnotherFrame_isRefused() {
        byte[] bytes = new FrameWriter()
                .writeLong(1)
                .writePayload(new PageOrder.Unload().encode())
                .toByteArray();

        assertThatThrownBy(() -> EarlyReply.decode(Payload.of(bytes)))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("a frame that is no reply");
    }

    @Test
    void decode_introductionWithoutProcess_isRefused() {
        byte[] bytes = new FrameWriter()
                .writeLong(0)
                .writeLong(0)
                .writeText("")
                .writeBoolean(false)
                .toByteArray();

        assertThatThrownBy(() -> Introduction.decode(bytes)).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void decode_introductionWithTitleOneTooLong_isRefused() {
        byte[] bytes = new FrameWriter()
                .writeLong(1)
                .writeLong(0)
                .writeText("t".repeat(1025))
                .writeBoolean(false)
                .toByteArray();

        assertThatThrownBy(() -> Introduction.decode(bytes)).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void decode_introductionThatIsNeitherAnOperatorsNorNot_isRefused() {
        byte[] bytes = new FrameWriter()
                .writeLong(1)
                .writeLong(0)
                .writeText("")
                .writeByte(2)
                .toByteArray();

        assertThatThrownBy(() -> Introduction.decode(bytes)).isInstanceOf(MalformedFrameException.class);
    }

    private static Consumer<byte[]> head(Consumer<Payload> decode) {
        return bytes -> decode.accept(Payload.of(bytes));
    }

    private static <T> Named<Consumer<byte[]>> ofHead(String name, Function<Payload, T> decode) {
        return decoder(name, bytes -> decode.apply(Payload.of(bytes)));
    }

    private static <T> Named<Consumer<byte[]>> decoder(String name, Function<byte[], T> decode) {
        return Named.of(name, bytes -> assertThat(decode.apply(bytes)).isNotNull());
    }

    private static void assertTruncationsRefused(Stream<byte[]> frames, Consumer<byte[]> decoder) {
        List<byte[]> all = frames.toList();
        for (byte[] frame : all) {
            for (int length = 0; length < frame.length; length++) {
                byte[] truncated = Arrays.copyOf(frame, length);
                assertThatThrownBy(() -> decoder.accept(truncated))
                        .as("%d of %d bytes", length, frame.length)
                        .isInstanceOf(MalformedFrameException.class);
            }
        }
    }

    private static void mutate(byte[] frame, Consumer<byte[]> decoder) {
        Random random = new Random(frame.length);
        for (int i = 0; i < frame.length; i++) {
            byte[] changed = frame.clone();
            changed[i] = (byte) random.nextInt();
            decodeOrRefuse(decoder, changed);
        }
    }

    /** Any exception but the one is thrown on, and fails the test. */
    private static void decodeOrRefuse(Consumer<byte[]> decoder, byte[] bytes) {
        try {
            decoder.accept(bytes);
        } catch (MalformedFrameException expected) {
            assertThat(expected).hasMessageMatching("(?s)(Malformed frame: |A frame's check refused it: ).*");
        }
    }
}
