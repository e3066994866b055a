package dev.covalent.common.clone;

/**
 * The first byte of every encoded value. A number once given is never given to another type.
 *
 * <p>Immutable.
 */
final class Tag {
    /** The first byte of a message; another one means another format. */
    static final int VERSION = 1;

    static final int NULL = 0;
    static final int FALSE = 1;
    static final int TRUE = 2;
    static final int INT = 3;
    static final int STRING = 4;
    /** Ends a list, set or map. Their sizes are not sent, because a collection may change while it is written. */
    static final int END = 5;

    static final int LIST = 6;
    static final int SET = 7;
    static final int MAP = 8;
    static final int ARRAY = 9;
    static final int RECORD = 10;
    static final int OPTIONAL = 11;
    static final int ERROR = 12;
    /** An object that came before, by its number. */
    static final int REFERENCE = 13;

    static final int BYTE = 16;
    static final int SHORT = 17;
    static final int LONG = 18;
    static final int FLOAT = 19;
    static final int DOUBLE = 20;
    static final int CHARACTER = 21;
    static final int BIG_INTEGER = 22;
    static final int BIG_DECIMAL = 23;
    static final int OPTIONAL_INT = 24;
    static final int OPTIONAL_LONG = 25;
    static final int OPTIONAL_DOUBLE = 26;

    static final int BOOLEANS = 32;
    static final int BYTES = 33;
    static final int SHORTS = 34;
    static final int CHARS = 35;
    static final int INTS = 36;
    static final int LONGS = 37;
    static final int FLOATS = 38;
    static final int DOUBLES = 39;
    static final int BYTE_BUFFER = 40;

    static final int DATE = 48;
    static final int INSTANT = 49;
    static final int LOCAL_DATE = 50;
    static final int LOCAL_TIME = 51;
    static final int LOCAL_DATE_TIME = 52;
    static final int OFFSET_DATE_TIME = 53;
    static final int ZONED_DATE_TIME = 54;
    static final int OFFSET_TIME = 55;
    static final int YEAR = 56;
    static final int YEAR_MONTH = 57;
    static final int DURATION = 58;
    static final int PERIOD = 59;
    static final int ZONE_OFFSET = 60;
    static final int ZONE_ID = 61;
    static final int MONTH_DAY = 62;

    static final int UUID = 64;
    static final int URI = 65;
    static final int PATTERN = 66;
    static final int LOCALE = 67;

    /** One more than the highest tag. */
    static final int COUNT = 68;

    private Tag() {}
}
