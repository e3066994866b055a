package dev.covalent.common.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FrameWriter;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.payload.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HandoverTest {
    private static final WorkingDirectory HERE = WorkingDirectory.of(Path.of("/home/ann/notes"));

    static Stream<Handover> handovers() {
        return Stream.of(
                handover(List.of(), null),
                handover(
                        List.of("", " ", "a\0 \n\t b", "\uD800 alone", "größer", "x".repeat(50_000)),
                        "\0 \n"), // APP-15
                handover(List.of("--open"), "y".repeat(300_000)),
                handover(List.of(), new byte[300_000]),
                handover(List.of(), List.of(new byte[9_000], Map.of("k", new byte[20_000]))));
    }

    @ParameterizedTest
    @MethodSource("handovers")
    void read_whatWasWritten_isTheSame(Handover handover) throws IOException {
        assertThat(Handover.readFrom(new ByteArrayInputStream(written(handover))))
                .isEqualTo(handover);
    }

    @Test
    void read_endsEarly_isAnEofAtEveryByte() throws IOException {
        byte[] message = written(handover(List.of("a", "b"), new byte[9_000]));

        for (int length : new int[] {0, 1, 3, 4, 7, 8, 11, 12, 20, 100, message.length - 1}) {
            assertThatThrownBy(() -> Handover.readFrom(new ByteArrayInputStream(Arrays.copyOf(message, length))))
                    .as("%s bytes", length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void read_impossibleLengths_areRefusedBeforeAnythingIsAllocated() {
        for (int[] lengths : new int[][] {
            {0},
            {-1},
            {Integer.MAX_VALUE},
            {1, 0},
            {1, -5},
            {1, Integer.MAX_VALUE},
            {1, Handover.MAX_MESSAGE + 1},
            {2, Handover.MAX_MESSAGE, 1},
            {3, Integer.MAX_VALUE, Integer.MAX_VALUE, 2}
        }) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * lengths.length);
            Arrays.stream(lengths).forEach(bytes::putInt);

            assertThatThrownBy(() -> Handover.readFrom(new ByteArrayInputStream(bytes.array())))
                    .as(Arrays.toString(lengths))
                    .isInstanceOf(MalformedFrameException.class)
                    .hasMessageStartingWith("A handover ");
        }
    }

    @Test
    void read_wrongFields_isRefused() {
        Payload nothing = StructuredClone.encode(null, "data");
        FrameWriter relative = new FrameWriter().writeInt(0).writeText("here").writePayload(nothing);
        FrameWriter endless = new FrameWriter()
                .writeInt(0)
                .writeText("/".repeat(WorkingDirectory.MAX_LENGTH + 1))
                .writePayload(nothing);
        FrameWriter more = new FrameWriter()
                .writeInt(0)
                .writeText("/a")
                .writePayload(nothing)
                .writeByte(0);
        FrameWriter tooMany = new FrameWriter().writeInt(Handover.MAX_ARGUMENTS + 1);
        Collections.nCopies(Handover.MAX_ARGUMENTS + 1, "").forEach(tooMany::writeText);

        for (FrameWriter wrong : List.of(relative, endless, more, tooMany)) {
            assertThatThrownBy(() -> Handover.readFrom(new ByteArrayInputStream(framed(wrong.toByteArray()))))
                    .isInstanceOf(MalformedFrameException.class);
        }
    }

    @Test // NUL stands for what the reader's locale has not: no system spells it
    void read_directoryThatCannotBeSpelt_isReadAllTheSame() throws IOException {
        Handover written =
                new Handover(List.of("a"), new WorkingDirectory("/\0/b"), StructuredClone.encode(null, "data"));

        assertThat(Handover.readFrom(new ByteArrayInputStream(written(written))))
                .isEqualTo(written);
    }

    @Test
    void read_anyByteChanged_failsInNoOtherWay() throws IOException {
        Random random = new Random(7);
        byte[] message = written(handover(List.of("first", "größer"), Map.of("k", List.of(1, 2.5, "v"))));
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = message.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            try {
                Handover read = Handover.readFrom(new ByteArrayInputStream(changed));
                assertThat(read.workingDirectory().nearest()).isAbsolute();
            } catch (MalformedFrameException | EOFException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }

    @Test // APP-16
    void write_tooLarge_namesTheLimitAndWritesNothing() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Handover half = handover(List.of("x".repeat(Handover.MAX_BYTES / 2)), new byte[Handover.MAX_BYTES / 2]);

        assertThatThrownBy(() -> half.writeTo(out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The arguments and the additional data of this instance take " + half.bytes()
                        + " bytes, and at most 33554432 can be handed over to the first one. Nothing was sent; write them"
                        + " to a file and pass its name");
        assertThat(out.size()).isZero();
    }

    @Test // APP-16
    void write_asLargeAsMayBe_isRead() throws IOException {
        String argument =
                "x".repeat(Handover.MAX_BYTES - (int) handover(List.of(), null).bytes());
        Handover largest = handover(List.of(argument), null);

        assertThat(Handover.readFrom(new ByteArrayInputStream(written(largest))))
                .isEqualTo(largest);
    }

    @Test
    void write_tooManyArguments_namesTheLimit() {
        assertThatCode(() -> handover(Collections.nCopies(Handover.MAX_ARGUMENTS, ""), null)
                        .requireSendable())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> handover(Collections.nCopies(Handover.MAX_ARGUMENTS + 1, ""), null)
                        .requireSendable())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("This instance has 65537 arguments, and at most 65536 can be handed over to the first one."
                        + " Nothing was sent");
    }

    private static Handover handover(List<String> arguments, @Nullable Object data) {
        return new Handover(arguments, HERE, StructuredClone.encode(data, "data"));
    }

    private static byte[] written(Handover handover) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handover.writeTo(out);
        return out.toByteArray();
    }

    private static byte[] framed(byte[] head) {
        return ByteBuffer.allocate(8 + head.length)
                .putInt(1)
                .putInt(head.length)
                .put(head)
                .array();
    }
}
