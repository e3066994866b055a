package dev.covalent.common.clone;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;

/**
 * Dates and times. Their own factories check the ranges when they are read.
 *
 * <p>Immutable.
 */
@SuppressWarnings("JavaUtilDate") // bad API or not, applications have such values
final class TimeTypes {
    static final List<LeafType<?>> ALL = List.of(
            LeafType.object(
                    Tag.DATE, Date.class, (out, value) -> out.signed(value.getTime()), in -> new Date(in.signedLong())),
            LeafType.object(Tag.INSTANT, Instant.class, TimeTypes::writeInstant, TimeTypes::readInstant),
            LeafType.object(Tag.LOCAL_DATE, LocalDate.class, TimeTypes::writeDate, TimeTypes::readDate),
            LeafType.object(Tag.LOCAL_TIME, LocalTime.class, TimeTypes::writeTime, TimeTypes::readTime),
            LeafType.object(
                    Tag.LOCAL_DATE_TIME, LocalDateTime.class, TimeTypes::writeDateTime, TimeTypes::readDateTime),
            LeafType.object(
                    Tag.OFFSET_DATE_TIME,
                    OffsetDateTime.class,
                    TimeTypes::writeOffsetDateTime,
                    in -> OffsetDateTime.of(readDateTime(in), readOffset(in))),
            LeafType.object(Tag.ZONED_DATE_TIME, ZonedDateTime.class, TimeTypes::writeZoned, TimeTypes::readZoned),
            LeafType.object(
                    Tag.OFFSET_TIME,
                    OffsetTime.class,
                    TimeTypes::writeOffsetTime,
                    in -> OffsetTime.of(readTime(in), readOffset(in))),
            LeafType.object(
                    Tag.YEAR, Year.class, (out, value) -> out.signed(value.getValue()), in -> Year.of(in.signedInt())),
            LeafType.object(
                    Tag.YEAR_MONTH,
                    YearMonth.class,
                    TimeTypes::writeYearMonth,
                    in -> YearMonth.of(in.signedInt(), in.octet())),
            LeafType.object(
                    Tag.MONTH_DAY, MonthDay.class, TimeTypes::writeMonthDay, in -> MonthDay.of(in.octet(), in.octet())),
            LeafType.object(
                    Tag.DURATION,
                    Duration.class,
                    TimeTypes::writeDuration,
                    in -> Duration.ofSeconds(in.signedLong(), in.unsigned())),
            LeafType.object(
                    Tag.PERIOD,
                    Period.class,
                    TimeTypes::writePeriod,
                    in -> Period.of(in.signedInt(), in.signedInt(), in.signedInt())),
            LeafType.object(Tag.ZONE_OFFSET, ZoneOffset.class, TimeTypes::writeOffset, TimeTypes::readOffset),
            LeafType.object(Tag.ZONE_ID, ZoneId.class, TimeTypes::writeZone, TimeTypes::readZone));

    private TimeTypes() {}

    private static void writeInstant(ByteSink out, Instant value) {
        out.signed(value.getEpochSecond());
        out.unsigned(value.getNano());
    }

    private static Instant readInstant(ByteSource in) {
        return Instant.ofEpochSecond(in.signedLong(), in.unsigned());
    }

    private static void writeDate(ByteSink out, LocalDate value) {
        out.signed(value.getYear());
        out.octet(value.getMonthValue());
        out.octet(value.getDayOfMonth());
    }

    private static LocalDate readDate(ByteSource in) {
        return LocalDate.of(in.signedInt(), in.octet(), in.octet());
    }

    private static void writeTime(ByteSink out, LocalTime value) {
        out.signed(value.toNanoOfDay());
    }

    private static LocalTime readTime(ByteSource in) {
        return LocalTime.ofNanoOfDay(in.signedLong());
    }

    private static void writeDateTime(ByteSink out, LocalDateTime value) {
        writeDate(out, value.toLocalDate());
        writeTime(out, value.toLocalTime());
    }

    private static LocalDateTime readDateTime(ByteSource in) {
        return LocalDateTime.of(readDate(in), readTime(in));
    }

    private static void writeOffsetDateTime(ByteSink out, OffsetDateTime value) {
        writeDateTime(out, value.toLocalDateTime());
        writeOffset(out, value.getOffset());
    }

    private static void writeOffsetTime(ByteSink out, OffsetTime value) {
        writeTime(out, value.toLocalTime());
        writeOffset(out, value.getOffset());
    }

    private static void writeZoned(ByteSink out, ZonedDateTime value) {
        writeDateTime(out, value.toLocalDateTime());
        writeOffset(out, value.getOffset());
        writeZone(out, value.getZone());
    }

    /** Keeps the instant even if the two processes know different rules for the zone, as different JDKs may. */
    private static ZonedDateTime readZoned(ByteSource in) {
        return ZonedDateTime.ofInstant(readDateTime(in), readOffset(in), readZone(in));
    }

    private static void writeYearMonth(ByteSink out, YearMonth value) {
        out.signed(value.getYear());
        out.octet(value.getMonthValue());
    }

    private static void writeMonthDay(ByteSink out, MonthDay value) {
        out.octet(value.getMonthValue());
        out.octet(value.getDayOfMonth());
    }

    private static void writeDuration(ByteSink out, Duration value) {
        out.signed(value.getSeconds());
        out.unsigned(value.getNano());
    }

    private static void writePeriod(ByteSink out, Period value) {
        out.signed(value.getYears());
        out.signed(value.getMonths());
        out.signed(value.getDays());
    }

    private static void writeOffset(ByteSink out, ZoneOffset value) {
        out.signed(value.getTotalSeconds());
    }

    private static ZoneOffset readOffset(ByteSource in) {
        return ZoneOffset.ofTotalSeconds(in.signedInt());
    }

    private static void writeZone(ByteSink out, ZoneId value) {
        out.text(value.getId());
    }

    private static ZoneId readZone(ByteSource in) {
        return ZoneId.of(in.text());
    }
}
