package dev.covalent.common.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.covalent.common.clone.AllocationBound;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.payload.FlatPayload;
import dev.covalent.common.payload.Payload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arbitrary bytes as each kind of frame, guided by coverage: a frame that is written again as it is, or {@link
 * MalformedFrameException}, in bounded memory. The first byte of an input says as which kind the others are read.
 */
@NullUnmarked
final class FrameFuzzTest {
    private static final List<Kind<?>> KINDS = List.of(
            flat(Upstream::decode, Upstream::encode),
            flat(Downstream::decode, Downstream::encode),
            flat(Request::decode, Request::encode),
            flat(Outcome::decode, Outcome::encode),
            flat(EarlyReply::decode, EarlyReply::encode),
            new Kind<>(Introduction::decode, Introduction::encode),
            new Kind<>(Welcome::decode, Welcome::encode),
            new Kind<>(Bootstrap::decode, Bootstrap::encode),
            flat(FrameBatch::decode, FrameBatch::encode),
            new Kind<>(UtilityBootstrap::decode, UtilityBootstrap::encode));

    static Stream<Arguments> seeds() {
        return Stream.of(
                        seeds(0, Frames.upstream().map(Upstream::encode)),
                        seeds(1, Frames.downstream().map(Downstream::encode)),
                        seeds(2, Frames.requests().map(Request::encode)),
                        seeds(3, Frames.outcomes().map(Outcome::encode)),
                        seeds(
                                8,
                                Stream.of(new FrameBatch(1, List.of(Payload.of(new byte[3]), Payload.of(new byte[0])))
                                        .encode())))
                .flatMap(seeds -> seeds)
                .filter(seed -> seed.length < 1000)
                .map(seed -> Arguments.of((Object) seed));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "6s") // the POM says how long
    void decode_anyBytes_givesAFrameOrIsRefused(byte[] input) {
        if (input.length > 0) {
            Kind<?> kind = KINDS.get((input[0] & 0xFF) % KINDS.size());
            byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
            AllocationBound.assertHolds(bytes, () -> kind.read(bytes));
        }
    }

    private static <T> Kind<T> flat(Function<Payload, T> decode, Function<T, Payload> encode) {
        return new Kind<>(
                bytes -> decode.apply(FlatPayload.of(bytes)), frame -> FlatPayload.flatten(encode.apply(frame)));
    }

    private static Stream<byte[]> seeds(int kind, Stream<Payload> frames) {
        return frames.map(FlatPayload::flatten)
                .map(frame -> ByteBuffer.allocate(frame.length + 1)
                        .put((byte) kind)
                        .put(frame)
                        .array());
    }

    /** How one kind of frame is read and written. */
    private record Kind<T>(Function<byte[], T> decode, Function<T, byte[]> encode) {

        void read(byte[] bytes) {
            T frame;
            try {
                frame = decode.apply(bytes);
            } catch (MalformedFrameException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
                return;
            }
            byte[] again = encode.apply(frame);
            if (!Arrays.equals(again, bytes)) { // a text has two forms; written again it has the one of ours
                assertThat(encode.apply(decode.apply(again))).isEqualTo(again);
            }
        }
    }
}
