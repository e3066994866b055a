package dev.covalent.launcher.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Amounts, for people; a negative one is unknown. */
final class Quantity {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final String UNKNOWN = "-";
    private static final long KIBIBYTE = 1024;
    private static final double MEBIBYTE = 1024.0 * 1024.0;
    private static final long SECOND_MILLIS = 1000;
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int DAY = 86_400;

    private Quantity() {}

    static String bytes(long bytes) {
        if (bytes < 0) {
            return UNKNOWN;
        }
        if (bytes < KIBIBYTE) {
            return bytes + " B";
        }
        return bytes < MEBIBYTE
                ? String.format(Locale.ROOT, "%.1f KiB", (double) bytes / KIBIBYTE)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
    }

    static String time(long millis) {
        if (millis < 0) {
            return UNKNOWN;
        }
        long seconds = millis / SECOND_MILLIS;
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1fs", (double) millis / SECOND_MILLIS);
        }
        if (seconds < HOUR) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / MINUTE, seconds % MINUTE);
        }
        return seconds < DAY
                ? String.format(Locale.ROOT, "%dh%02dm", seconds / HOUR, seconds % HOUR / MINUTE)
                : String.format(Locale.ROOT, "%dd%02dh", seconds / DAY, seconds % DAY / HOUR);
    }

    static String clock(Instant time) {
        return CLOCK.format(time);
    }

    static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.3f ms", duration.toNanos() / 1e6);
    }
}
