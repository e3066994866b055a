package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.TypeToken;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.Value;
import dev.covalent.common.ValueConversionException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Numbers of many megabytes: whatever calculates with one, or prints one, stops its listener for minutes. CLN-15. */
@NullUnmarked
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // calculating heeds no interrupt
final class HugeNumbersTest {
    private static final int BITS = 8 * 8 * 1024 * 1024;
    private static final BigInteger HUGE = BigInteger.ONE.shiftLeft(BITS);

    private static final List<Class<?>> SMALL_TYPES = List.of(
            byte.class, short.class, int.class, Long.class, float.class, double.class, Float.class, Double.class);

    @Test
    void integer_asASmallNumber_isRefusedAtOnce() {
        Value value = value(HUGE);

        for (Class<?> type : SMALL_TYPES) {
            assertThatThrownBy(() -> value.get(type))
                    .isInstanceOf(ValueConversionException.class)
                    .hasMessage("value: found BigInteger, expected " + type.getSimpleName());
        }
    }

    @Test
    void decimal_asASmallNumber_isRefusedAtOnce() {
        for (int scale : new int[] {-1_000_000, -1, 0, 1, 2_000_000, BITS}) {
            Value value = value(new BigDecimal(HUGE, scale));

            for (Class<?> type : SMALL_TYPES) {
                assertThatThrownBy(() -> value.get(type))
                        .as("scale %d", scale)
                        .isInstanceOf(ValueConversionException.class)
                        .hasMessage("value: found BigDecimal, expected " + type.getSimpleName());
            }
        }
    }

    @Test
    void decimal_ofManyDigitsThatNeedCalculating_isNoInteger() {
        for (int scale : new int[] {-1, 1, 20_000_000, Integer.MAX_VALUE}) {
            Value value = value(new BigDecimal(HUGE, scale));

            assertThatThrownBy(() -> value.get(BigInteger.class))
                    .as("scale %d", scale)
                    .isInstanceOf(ValueConversionException.class)
                    .hasMessage("value: found BigDecimal, expected BigInteger");
        }
    }

    @Test
    void integerAndDecimal_ofAnySize_areEachOther() {
        // Not isEqualTo: to say how it failed it would print them.
        assertThat(value(HUGE).get(BigDecimal.class).unscaledValue().bitLength())
                .isEqualTo(HUGE.bitLength());
        assertThat(value(new BigDecimal(HUGE)).get(BigInteger.class).bitLength())
                .isEqualTo(HUGE.bitLength());
    }

    @Test
    void decimal_exactlyADouble_isADoubleHoweverLong() {
        for (double number : new double[] {
            Double.MIN_VALUE, Math.nextDown(Double.MIN_NORMAL), Math.nextUp(Double.MIN_NORMAL), Double.MAX_VALUE
        }) {
            BigDecimal exact = new BigDecimal(number);

            assertThat(value(exact).get(double.class)).isEqualTo(number);
            assertThatThrownBy(() -> value(exact.add(exact.ulp())).get(double.class))
                    .isInstanceOf(ValueConversionException.class);
        }
    }

    @Test
    void decimals_inASortedSet_areRefusedIfTheyHaveTooManyDigitsToCompare() {
        Value value = value(List.of(BigDecimal.ONE, new BigDecimal(HUGE)));

        assertThatThrownBy(() -> value.get(new TypeToken<SortedSet<BigDecimal>>() {}))
                .isInstanceOf(ValueConversionException.class)
                .hasMessage("value[1]: has too many digits to compare; ask for a list");
    }

    @Test
    void decimals_asElementsOrKeys_areRefusedIfTheyHaveTooManyDigitsToCompare() {
        BigDecimal decimal = new BigDecimal(HUGE);
        Value list = value(List.of(decimal));

        assertThatThrownBy(() -> list.get(new TypeToken<Set<BigDecimal>>() {}))
                .isInstanceOf(ValueConversionException.class)
                .hasMessage("value[0]: contains itself, or is one of too many to hash; ask for a list");
        for (Object sent : List.of(Set.of(decimal), Map.of(decimal, 1))) {
            assertThatThrownBy(() -> value(sent))
                    .isInstanceOf(UncloneableValueException.class)
                    .hasMessageContaining("as a map key or set element: contains itself or is too large");
        }
    }

    @Test
    void decimal_hostileElementOfTooManyDigits_isMalformed() {
        ByteSink out = new ByteSink(10_000_000);
        out.octet(Tag.VERSION);
        out.octet(Tag.SET);
        out.octet(Tag.BIG_DECIMAL);
        out.signed(0);
        out.sized(HUGE.toByteArray());
        out.octet(Tag.END);

        assertThatThrownBy(() -> StructuredClone.decode(out.toPayload()))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("keys that take too long to hash");
    }

    @Test
    void integers_inSetsOfAnyKind_arrive() {
        List<BigInteger> integers = new ArrayList<>(List.of(HUGE, BigInteger.ONE, HUGE.negate()));
        Value value = value(integers);

        assertThat(value.get(new TypeToken<Set<BigInteger>>() {}).size()).isEqualTo(3);
        assertThat(value.get(new TypeToken<SortedSet<BigInteger>>() {}).last().signum())
                .isEqualTo(1);
    }

    private static Value value(Object plain) {
        return StructuredClone.value(StructuredClone.encode(plain, "value"));
    }
}
