package dev.covalent.main.spare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the jars of a class path were like at some moment. A JVM that runs keeps those open that it has looked into, and
 * must not show a page of one that was built again since. Immutable.
 *
 * @param entries what is known of each entry
 */
record ClassPathStamp(List<String> entries) {
    private static final String ALL_JARS = "*";

    /** Copies the list. */
    ClassPathStamp {
        entries = List.copyOf(entries);
    }

    /** Looks at the files. */
    static ClassPathStamp of(List<Path> classPath) {
        return new ClassPathStamp(
                classPath.stream().map(ClassPathStamp::ofEntry).toList());
    }

    private static String ofEntry(Path entry) {
        Path directory = entry.getParent();
        if (directory == null || !entry.endsWith(ALL_JARS)) {
            return ofFile(entry);
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().map(ClassPathStamp::ofFile).collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException unreadable) {
            return entry + " cannot be read";
        }
    }

    private static String ofFile(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? file + " " + attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey()
                    : file.toString(); // what is in a directory is read when it is needed
        } catch (IOException missing) {
            return file + " is missing";
        }
    }
}
