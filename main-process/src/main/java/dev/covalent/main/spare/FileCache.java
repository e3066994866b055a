package dev.covalent.main.spare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how much memory of this process's container holds files that were read and can be read again: it counts as used, but
 * the system takes it back when it is needed. Thread-safe.
 */
final class FileCache {
    private static final Logger log = LoggerFactory.getLogger(FileCache.class);

    /** Where the group of the second kind is, and the one of the first kind that limits memory. */
    private static final Pattern GROUP = Pattern.compile(
            "^(?:0:|\\d{1,9}:(?:[^:\\n]*,)?(?<first>memory)(?:,[^:\\n]*)?):(?<path>/.*)$", Pattern.MULTILINE);

    private static final Pattern SECOND_KIND = Pattern.compile("^inactive_file (\\d{1,18})$", Pattern.MULTILINE);
    private static final Pattern FIRST_KIND = Pattern.compile("^total_inactive_file (\\d{1,18})$", Pattern.MULTILINE);

    private final Path ownGroups;
    private final Path groups;

    private FileCache(Path ownGroups, Path groups) {
        this.ownGroups = ownGroups;
        this.groups = groups;
    }

    /** That of this process. */
    static FileCache ofSystem() {
        return in(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"));
    }

    /**
     * Reads other files than the system's.
     *
     * @param ownGroups names the control groups of this process
     * @param groups the directory of all control groups
     */
    static FileCache in(Path ownGroups, Path groups) {
        return new FileCache(ownGroups, groups);
    }

    /** Returns how many bytes that is; 0 if nothing tells. */
    long bytes() {
        Matcher group = GROUP.matcher(read(ownGroups));
        long most = 0;
        while (group.find()) {
            boolean first = group.group("first") != null;
            Path top = first ? groups.resolve("memory") : groups;
            most = Math.max(most, inactive(top, group.group("path"), first ? FIRST_KIND : SECOND_KIND));
        }
        return most;
    }

    /** Looks at the group; within a container that is at the top, whatever it is called outside. */
    private static long inactive(Path top, String group, Pattern line) {
        return Stream.of(group.substring(1), "")
                .flatMap(name -> resolved(top, name).stream())
                .map(directory -> directory.resolve("memory.stat"))
                .filter(Files::isReadable)
                .findFirst()
                .map(FileCache::read)
                .map(line::matcher)
                .filter(Matcher::find)
                .map(found -> Long.parseLong(found.group(1)))
                .orElse(0L);
    }

    private static List<Path> resolved(Path top, String name) {
        try {
            return List.of(top.resolve(name));
        } catch (InvalidPathException strange) {
            return List.of();
        }
    }

    private static String read(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException unreadable) {
            log.debug("{} cannot be read", file, unreadable);
            return "";
        }
    }
}
