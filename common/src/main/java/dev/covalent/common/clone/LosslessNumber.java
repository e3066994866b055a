package dev.covalent.common.clone;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Converts between the types of numbers where that changes nothing: {@code 3.0} is an {@code int}, {@code 3.5} and
 * {@code -0.0} are not.
 *
 * <p>Immutable.
 */
final class LosslessNumber {
    /**
     * What has more digits than this is left alone, because whatever calculates with it takes time that grows with their
     * square. The longest decimal that is a {@code double} has 767 digits, which take 2547 bits.
     */
    private static final int MAX_BITS = 4096;

    /** A decimal that is a whole number of more zeros than this is left alone: {@code 1E1000000000} is short to send. */
    private static final int MAX_ZEROS = 1000;

    private static final Map<Class<?>, Function<BigDecimal, Number>> EXACT = Map.of(
            Byte.class, BigDecimal::byteValueExact,
            Short.class, BigDecimal::shortValueExact,
            Integer.class, BigDecimal::intValueExact,
            Long.class, BigDecimal::longValueExact,
            Float.class, LosslessNumber::exactFloat,
            Double.class, LosslessNumber::exactDouble,
            BigInteger.class, LosslessNumber::exactInteger,
            BigDecimal.class, number -> number);

    private LosslessNumber() {}

    /** Tells whether this is a number whose text is short. */
    static boolean isSmall(Object plain) {
        return plain instanceof Number && !(plain instanceof BigInteger) && !(plain instanceof BigDecimal);
    }

    /** Returns {@code number} as the (boxed) type, or null if that would change it. */
    static @Nullable Number convert(Number number, Class<?> boxed) {
        if (boxed == number.getClass()) {
            return number;
        }
        Function<BigDecimal, Number> conversion = EXACT.get(boxed);
        if (conversion == null) {
            return null;
        }
        if (number instanceof Float || number instanceof Double) {
            Number special = special(number.doubleValue(), boxed);
            if (special != null || !isOrdinary(number.doubleValue())) {
                return special;
            }
        }
        BigDecimal exact = exactly(number);
        if (!changesTypeAlone(exact, boxed) && (exact.scale() < -MAX_ZEROS || !hasFewDigits(exact))) {
            return null;
        }
        try {
            return conversion.apply(exact);
        } catch (ArithmeticException inexact) {
            return null;
        }
    }

    /** Tells whether nothing is calculated, so that any size will do. */
    private static boolean changesTypeAlone(BigDecimal number, Class<?> boxed) {
        return boxed == BigDecimal.class || (boxed == BigInteger.class && number.scale() == 0);
    }

    /** Tells whether the digits of a number, its zeros at the end aside, are few enough to calculate with. */
    static boolean hasFewDigits(BigDecimal number) {
        return number.unscaledValue().bitLength() <= MAX_BITS;
    }

    private static boolean isOrdinary(double number) {
        return Double.isFinite(number) && !(number == 0 && 1 / number < 0);
    }

    /** Converts what only floating point has, NaN, the infinities and negative zero, to the other floating point type. */
    private static @Nullable Number special(double number, Class<?> boxed) {
        if (isOrdinary(number)) {
            return null;
        }
        if (boxed == Float.class) {
            return (float) number;
        }
        return boxed == Double.class ? (Number) number : null;
    }

    /** Returns a finite number as it is. */
    static BigDecimal exactly(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (number instanceof Float || number instanceof Double) {
            return new BigDecimal(number.doubleValue());
        }
        return BigDecimal.valueOf(number.longValue());
    }

    /** Not {@code toBigIntegerExact} at once: for {@code 1E-1000000000}, that makes the number of a billion digits first. */
    private static BigInteger exactInteger(BigDecimal number) {
        if (number.signum() == 0) {
            return BigInteger.ZERO;
        }
        if (number.scale() > 0 && number.precision() <= number.scale()) {
            throw new ArithmeticException("below one");
        }
        return number.toBigIntegerExact();
    }

    private static Number exactFloat(BigDecimal number) {
        float result = number.floatValue();
        requireEqual(number, result);
        return result;
    }

    private static Number exactDouble(BigDecimal number) {
        double result = number.doubleValue();
        requireEqual(number, result);
        return result;
    }

    private static void requireEqual(BigDecimal number, double result) {
        if (!Double.isFinite(result) || new BigDecimal(result).compareTo(number) != 0) {
            throw new ArithmeticException("not exact");
        }
    }
}
