package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the bytes are, decoding ends with a value or says that they are malformed: CLN-24, CLN-26, SC-22. */
@NullUnmarked
@Timeout(600) // long under the profile "fuzz"
final class HostileInputTest {
    private static final int CASES = RandomGraph.cases(20_000);

    private final long seed = Long.getLong("covalent.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void mutations_ofValidBytes_giveValueOrMalformedData() {
        RandomGraph graphs = new RandomGraph(random);
        for (int i = 0; i < CASES / 4; i++) {
            Payload valid = StructuredClone.encode(graphs.next(), "value");
            for (int j = 0; j < 4; j++) {
                decodeInBounds(mutated(valid.head()), valid.beside());
            }
        }
    }

    @Test
    void truncations_ofValidBytes_areMalformed() {
        RandomGraph graphs = new RandomGraph(random);
        for (int i = 0; i < CASES / 10; i++) {
            Payload valid = StructuredClone.encode(graphs.next(), "value");
            byte[] cut = Arrays.copyOf(valid.head(), random.nextInt(valid.head().length));

            assertThatThrownBy(() -> StructuredClone.decode(Payload.of(cut, valid.beside())))
                    .as("seed %d", seed)
                    .isInstanceOf(MalformedDataException.class);
        }
    }

    @Test
    void noise_afterTheVersion_givesValueOrMalformedData() {
        for (int i = 0; i < CASES; i++) {
            byte[] noise = new byte[1 + random.nextInt(60)];
            for (int j = 0; j < noise.length; j++) {
                noise[j] = (byte) random.nextInt(random.nextInt(4) == 0 ? 256 : Tag.COUNT);
            }
            noise[0] = Tag.VERSION;
            decodeInBounds(noise);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, ends early",
        "02 00, 1, 'format 2, expected 1'",
        "01, 1, ends early",
        "01 05, 2, unknown tag 5",
        "01 FF, 2, unknown tag 255",
        "01 00 00, 2, 1 bytes after the end",
        "01 20 FF FF FF FF 0F, 7, 'count 4294967295, but only 0 bytes are left'",
        "01 21 FE FF FF FF 0F, 7, '2147483647 bytes, but only 0 are left'",
        "01 21 FF FF FF FF 0F, 7, 2147483647 bytes that do not stand beside",
        "01 25 FF FF FF FF 07 00, 7, 'count 2147483647, but only 1 bytes are left'",
        "01 04 FE FF FF FF 0F, 7, 'text of 2147483647 characters, but only 0 bytes are left'",
        "01 03 FF FF FF FF 1F, 7, number of more than 32 bits",
        "01 12 FF FF FF FF FF FF FF FF FF 02, 12, number of more than 64 bits",
        "01 0D 00, 3, reference to object 0 of 0",
        "01 06 0D 01 05, 4, reference to object 1 of 1",
        "01 0B 0D 00, 4, reference to an object that cannot contain itself",
        "01 0A 01 00, 3, record shape 1 of 0",
        "01 16 00, 2, invalid java.math.BigInteger",
        "01 3D 02 58, 2, invalid java.time.ZoneId",
        "01 32 00 0D 01, 2, invalid java.time.LocalDate",
        "01 3C FE FF FF 0F, 2, invalid java.time.ZoneOffset",
        "01 42 00 02 28, 2, invalid java.util.regex.Pattern",
        "01 42 80 01 02 61, 6, pattern that is too long or has the flag CANON_EQ",
        "01 42 00 0C 61 28 3F 69 29 62, 10, 'pattern that switches a flag after its start, or CANON_EQ'",
        "01 42 00 0A 28 3F 63 29 62, 9, 'pattern that switches a flag after its start, or CANON_EQ'",
        "01 43 01 30 6E 6F 2D 4C 61 74 6E 2D 4E 4F 2D 78 2D 6C 76 61 72 69 61 6E 74 2D 4E 59, 28,"
                + " locale that its own language tag does not give back",
        "01 20 01 02, 4, flag 2",
        "01 0C 00 06 05 00 00, 7, an error whose message is no text or whose cause is no error",
        "01 0C 00 00 00 00 06 05, 8, an error whose code is no text",
        "01 07 06 0D 00 05 05, 6, 'a key that contains itself, or keys that take too long to hash'",
    })
    void bytes_wrongInOnePlace_areRefusedSayingWhere(String hex, int offset, String problem) {
        assertThatThrownBy(() -> StructuredClone.decode(Payload.of(bytes(hex))))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("Malformed data at byte " + offset + ": " + problem);
    }

    @Test
    void nestedArrays_eachClaimingAllThatIsLeft_allocateInBounds() { // F16
        byte[] bomb = new byte[200_000];
        Arrays.fill(bomb, (byte) Tag.NULL);
        bomb[0] = Tag.VERSION;
        for (int position = 1; position < 4000; position += 4) {
            bomb[position] = Tag.ARRAY;
            bomb[position + 1] = (byte) 0x80;
            bomb[position + 2] = (byte) 0x80;
            bomb[position + 3] = 0x06;
        }

        decodeInBounds(bomb);
    }

    @Test
    void smallCollections_inGreatNumber_allocateInBounds() {
        for (int tag : new int[] {Tag.LIST, Tag.SET, Tag.MAP}) {
            byte[] bytes = new byte[100_000];
            Arrays.fill(bytes, (byte) Tag.END);
            bytes[0] = Tag.VERSION;
            for (int i = 1; i < bytes.length; i += i % 2 == 1 ? 1 : 2) {
                bytes[i] = (byte) tag;
            }
            bytes[1] = Tag.LIST;

            decodeInBounds(bytes);
        }
    }

    @Test
    void nesting_ofAHundredThousandLists_isMalformed() {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) Tag.LIST);
        bytes[0] = Tag.VERSION;

        assertThatThrownBy(() -> StructuredClone.decode(Payload.of(bytes)))
                .hasMessageContaining("nested more than 1000 deep");
    }

    @Test
    void pattern_nestedBeyondTheStack_isMalformed() {
        ByteSink out = new ByteSink(100_000);
        out.octet(Tag.VERSION);
        out.octet(Tag.PATTERN);
        out.unsigned(0);
        out.text("(".repeat(8000) + ")".repeat(8000));
        byte[] bytes = out.toPayload().head();

        Throwable thrown = onSmallStack(() -> StructuredClone.decode(Payload.of(bytes)));

        assertThat(thrown).isInstanceOf(MalformedDataException.class);
    }

    @Test // each level is the element of the next twice: its hash takes two to the power of 60 steps
    void setElement_whoseHashTakesForEver_isMalformed() {
        ByteSink out = new ByteSink(1000);
        out.octet(Tag.VERSION);
        out.octet(Tag.LIST);
        out.octet(Tag.LIST);
        out.octet(Tag.END);
        for (int i = 1; i < 60; i++) {
            out.octet(Tag.LIST);
            for (int j = 0; j < 2; j++) {
                out.octet(Tag.REFERENCE);
                out.unsigned(i);
            }
            out.octet(Tag.END);
        }
        out.octet(Tag.SET);
        out.octet(Tag.REFERENCE);
        out.unsigned(60);

        assertThatThrownBy(() -> StructuredClone.decode(out.toPayload()))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("keys that take too long to hash");
    }

    @Test
    void keys_allOfOneHash_areMalformedBeforeTheyTakeLong() {
        ByteSink out = new ByteSink(10_000_000);
        out.octet(Tag.VERSION);
        out.octet(Tag.SET);
        for (int i = 0; i < 300_000; i++) {
            out.octet(Tag.LIST); // 31 * a + b is the same for all
            out.octet(Tag.INT);
            out.signed(i);
            out.octet(Tag.INT);
            out.signed(-31 * i);
            out.octet(Tag.END);
        }
        out.octet(Tag.END);

        assertThatThrownBy(() -> StructuredClone.decode(out.toPayload()))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("keys that take too long to hash");
    }

    private byte[] mutated(byte[] valid) {
        byte[] bytes = valid.clone();
        for (int i = 0; i <= random.nextInt(3) && bytes.length > 1; i++) {
            int position = 1 + random.nextInt(bytes.length - 1);
            bytes[position] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[position] ^ (1 << random.nextInt(8)));
        }
        return bytes;
    }

    private void decodeInBounds(byte[] bytes) {
        decodeInBounds(bytes, List.of());
    }

    private void decodeInBounds(byte[] bytes, List<byte[]> beside) {
        AllocationBound.assertHolds(bytes, () -> decodeOrRefuse(bytes, beside));
    }

    private void decodeOrRefuse(byte[] bytes, List<byte[]> beside) {
        try {
            Object unused = StructuredClone.decode(Payload.of(bytes, beside).giveAway());
        } catch (MalformedDataException expected) {
            assertThat(expected).hasMessageStartingWith("Malformed data at byte ");
        } catch (RuntimeException | Error wrong) {
            fail("seed " + seed + ", bytes " + Arrays.toString(bytes), wrong);
        }
    }

    private static Throwable onSmallStack(Runnable task) {
        List<Throwable> thrown = new ArrayList<>();
        Thread thread = new Thread(null, task, "small-stack", 256 * 1024);
        thread.setUncaughtExceptionHandler((self, problem) -> thrown.add(problem));
        thread.start();
        try {
            thread.join(10_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return thrown.isEmpty() ? null : thrown.get(0);
    }

    private static byte[] bytes(String hex) {
        if (hex.isEmpty()) {
            return new byte[0];
        }
        String[] parts = hex.split(" ", -1);
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i], 16);
        }
        return bytes;
    }
}
