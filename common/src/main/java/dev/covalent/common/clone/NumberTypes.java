package dev.covalent.common.clone;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Numbers and characters; {@code Integer} and {@code Long} are written by the encoder itself, being so frequent.
 *
 * <p>Immutable.
 */
final class NumberTypes {
    static final List<LeafType<?>> ALL = List.of(
            LeafType.number(Tag.BYTE, Byte.class, (out, value) -> out.octet(value), in -> (byte) in.octet()),
            LeafType.number(Tag.SHORT, Short.class, (out, value) -> out.twoBytes(value), in -> (short) in.twoBytes()),
            LeafType.number(
                    Tag.FLOAT,
                    Float.class,
                    (out, value) -> out.fourBytes(Float.floatToRawIntBits(value)),
                    in -> Float.intBitsToFloat(in.fourBytes())),
            LeafType.number(
                    Tag.DOUBLE,
                    Double.class,
                    (out, value) -> out.eightBytes(Double.doubleToRawLongBits(value)),
                    in -> Double.longBitsToDouble(in.eightBytes())),
            LeafType.number(
                    Tag.CHARACTER, Character.class, (out, value) -> out.twoBytes(value), in -> (char) in.twoBytes()),
            LeafType.number(
                    Tag.BIG_INTEGER,
                    BigInteger.class,
                    (out, value) -> out.sized(value.toByteArray()),
                    in -> new BigInteger(in.sized())),
            LeafType.number(Tag.BIG_DECIMAL, BigDecimal.class, NumberTypes::writeDecimal, NumberTypes::readDecimal),
            LeafType.object(
                    Tag.OPTIONAL_INT, OptionalInt.class, NumberTypes::writeOptional, NumberTypes::readOptionalInt),
            LeafType.object(
                    Tag.OPTIONAL_LONG, OptionalLong.class, NumberTypes::writeOptional, NumberTypes::readOptionalLong),
            LeafType.object(
                    Tag.OPTIONAL_DOUBLE,
                    OptionalDouble.class,
                    NumberTypes::writeOptional,
                    NumberTypes::readOptionalDouble));

    private NumberTypes() {}

    private static void writeDecimal(ByteSink out, BigDecimal value) {
        out.signed(value.scale());
        out.sized(value.unscaledValue().toByteArray());
    }

    private static BigDecimal readDecimal(ByteSource in) {
        int scale = in.signedInt();
        return new BigDecimal(new BigInteger(in.sized()), scale);
    }

    private static void writeOptional(ByteSink out, OptionalInt value) {
        out.octet(value.isPresent() ? 1 : 0);
        value.ifPresent(out::signed);
    }

    private static OptionalInt readOptionalInt(ByteSource in) {
        return TextTypes.flag(in) ? OptionalInt.of(in.signedInt()) : OptionalInt.empty();
    }

    private static void writeOptional(ByteSink out, OptionalLong value) {
        out.octet(value.isPresent() ? 1 : 0);
        value.ifPresent(out::signed);
    }

    private static OptionalLong readOptionalLong(ByteSource in) {
        return TextTypes.flag(in) ? OptionalLong.of(in.signedLong()) : OptionalLong.empty();
    }

    private static void writeOptional(ByteSink out, OptionalDouble value) {
        out.octet(value.isPresent() ? 1 : 0);
        value.ifPresent(number -> out.eightBytes(Double.doubleToRawLongBits(number)));
    }

    private static OptionalDouble readOptionalDouble(ByteSource in) {
        return TextTypes.flag(in)
                ? OptionalDouble.of(Double.longBitsToDouble(in.eightBytes()))
                : OptionalDouble.empty();
    }
}
