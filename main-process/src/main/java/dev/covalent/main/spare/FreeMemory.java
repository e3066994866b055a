package dev.covalent.main.spare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how much memory is left for another process. Thread-safe. */
final class FreeMemory {
    /** With less than this a spare renderer is not worth its memory: 512 MiB. */
    static final long SHORT_BYTES = 512L << 20;

    private static final Logger log = LoggerFactory.getLogger(FreeMemory.class);
    private static final Pattern TOTAL = Pattern.compile("^MemTotal:\\s*(\\d{1,15}) kB$", Pattern.MULTILINE);
    private static final Pattern AVAILABLE = Pattern.compile("^MemAvailable:\\s*(\\d{1,15}) kB$", Pattern.MULTILINE);
    private static final long KILOBYTE = 1024;

    private final Path meminfo;
    private final LongSupplier total;
    private final LongSupplier free;
    private final LongSupplier cached;

    /**
     * Makes one that asks others than the system.
     *
     * @param meminfo what the machine has
     * @param total gives the bytes that this process could have at most
     * @param free gives the bytes of those that are free
     * @param cached gives the bytes that are not, but that its container would give back
     */
    FreeMemory(Path meminfo, LongSupplier total, LongSupplier free, LongSupplier cached) {
        this.meminfo = meminfo;
        this.total = total;
        this.free = free;
        this.cached = cached;
    }

    /** That of this machine, or of the container in which this process is. */
    static FreeMemory ofSystem() {
        return in(Path.of("/proc/meminfo"));
    }

    /** Reads another file than the system's. */
    static FreeMemory in(Path meminfo) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new FreeMemory(
                meminfo, system::getTotalMemorySize, system::getFreeMemorySize, FileCache.ofSystem()::bytes);
    }

    /** Tells whether there is too little for a spare. */
    boolean isShort() {
        return bytes() < SHORT_BYTES;
    }

    /** Returns how many bytes could be used; what the system only keeps in case it is read again counts, too. */
    long bytes() {
        String text = read();
        OptionalLong available = find(AVAILABLE, text);
        OptionalLong machine = find(TOTAL, text);
        if (available.isEmpty() || machine.isEmpty()) {
            return free.getAsLong();
        }
        long allowed = total.getAsLong();
        if (allowed >= machine.getAsLong()) {
            return available.getAsLong();
        }
        long left = Math.min(allowed, free.getAsLong() + cached.getAsLong()); // what its container leaves
        return Math.min(left, available.getAsLong());
    }

    private String read() {
        try {
            return Files.isReadable(meminfo) ? Files.readString(meminfo, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException | UncheckedIOException unreadable) {
            log.debug("{} cannot be read", meminfo, unreadable);
            return "";
        }
    }

    private static OptionalLong find(Pattern line, String text) {
        Matcher found = line.matcher(text);
        return found.find() ? OptionalLong.of(Long.parseLong(found.group(1)) * KILOBYTE) : OptionalLong.empty();
    }
}
