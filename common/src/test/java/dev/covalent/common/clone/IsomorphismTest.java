package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.RemoteError;
import dev.covalent.common.payload.Payload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the property and fuzz tests call the same graph: CLN-08. */
@NullUnmarked
final class IsomorphismTest {

    @Test // found by the fuzzer: an error whose data is an array equals no copy of itself
    void bytes_setOfErrorWithArrayAsData_arriveAsTheyWere() {
        byte[] found = HexFormat.of()
                .parseHex("0109010709000000000c0000000000230000000000200000000000000000000000002000002800020000"
                        + "00000000000005");

        Object value = StructuredClone.decode(Payload.of(found));

        assertThat(Isomorphism.holds(value, StructuredClone.decode(StructuredClone.encode(value, "value"))))
                .isTrue();
    }

    @Test
    void holds_errorThatContainsItselfInItsData_isTrue() {
        assertThat(Isomorphism.holds(errorWithCyclicData(), errorWithCyclicData()))
                .isTrue();
    }

    static Stream<Arguments> valuesWithIdentity() {
        Stream<Object> values = Stream.of(
                new Object[0],
                new byte[] {1},
                new ArrayList<>(),
                Optional.of("x"),
                ByteBuffer.allocate(2),
                new RemoteError("a.B", null, "", null));
        return values.map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("valuesWithIdentity")
    void holds_sharedHereAndTwoThere_isFalse(Object value) {
        Object copy = StructuredClone.decode(StructuredClone.encode(value, "value"));
        Object other = StructuredClone.decode(StructuredClone.encode(value, "value"));

        assertThat(Isomorphism.holds(Arrays.asList(value, value), Arrays.asList(copy, copy)))
                .isTrue();
        assertThat(Isomorphism.holds(Arrays.asList(value, value), Arrays.asList(copy, other)))
                .isFalse();
        assertThat(Isomorphism.holds(Arrays.asList(copy, other), Arrays.asList(value, value)))
                .isFalse();
    }

    @Test
    void holds_twoHereAndOneOfTheJdksThere_isTrue() {
        Locale fresh = new Locale("de", "CH");

        assertThat(Isomorphism.holds(List.of(fresh, new Locale("de", "CH")), List.of(fresh, fresh)))
                .isTrue();
    }

    @Test
    void holds_partsThatDiffer_isFalse() {
        ByteBuffer buffer = ByteBuffer.allocate(2);

        assertThat(Isomorphism.holds(buffer, ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN)))
                .isFalse();
        assertThat(Isomorphism.holds(buffer, ByteBuffer.allocate(3))).isFalse();
        assertThat(Isomorphism.holds(Pattern.compile("a"), Pattern.compile("a", Pattern.DOTALL)))
                .isFalse();
        assertThat(Isomorphism.holds(errorWithData(1), errorWithData(2))).isFalse();
    }

    private static RemoteError errorWithData(Object data) {
        return new RemoteError("a.B", null, null, data, "", null);
    }

    private static RemoteError errorWithCyclicData() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        return errorWithData(cycle);
    }
}
