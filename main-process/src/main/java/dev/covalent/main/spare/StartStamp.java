package dev.covalent.main.spare;

import dev.covalent.common.process.JvmCommand;
import dev.covalent.main.archive.JarStamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the jars and the working directory of a command were like at some moment. A JVM that runs keeps those open that it
 * has looked into, and stays in the directory in which it was started: it must not show a page of a jar that was built again
 * since, nor in a directory that was made anew. Immutable.
 *
 * @param entries what is known of each jar, and of the directory
 */
record StartStamp(List<String> entries) {
    private static final String ALL_JARS = "*";

    /** Copies the list. */
    StartStamp {
        entries = List.copyOf(entries);
    }

    /**
     * Looks at the files.
     *
     * @throws IOException if there is no working directory, a jar cannot be read, or one names others in its manifest, of
     *     which there would be no stamp
     */
    static StartStamp of(JvmCommand command) throws IOException {
        for (Path jar : files(command)) {
            if (Files.isRegularFile(jar) && JarStamp.namesOthers(jar)) {
                throw new IOException(jar + " names other jars in its manifest");
            }
        }
        return look(command);
    }

    /**
     * Tells whether the files of a command are still like that; opens none of them.
     *
     * @throws IOException if there is no working directory any more, or the files cannot be looked at
     */
    boolean isStillThatOf(JvmCommand command) throws IOException {
        return equals(look(command));
    }

    private static StartStamp look(JvmCommand command) throws IOException {
        List<String> entries = new ArrayList<>();
        entries.add(ofDirectory(command.workingDirectory()));
        for (Path file : files(command)) {
            entries.add(ofEntry(file));
        }
        return new StartStamp(entries);
    }

    /** Returns the class path, with the jars of each directory of which it has all. */
    private static List<Path> files(JvmCommand command) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path entry : command.classPath()) {
            Path directory = entry.getParent();
            files.add(entry);
            if (directory != null && entry.endsWith(ALL_JARS)) {
                files.addAll(jars(directory));
            }
        }
        return files;
    }

    private static List<Path> jars(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(StartStamp::isJar).sorted().toList();
        } catch (UncheckedIOException unreadable) {
            throw new IOException(directory + " cannot be read", unreadable);
        }
    }

    private static boolean isJar(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    private static String ofEntry(Path entry) throws IOException {
        if (entry.endsWith(ALL_JARS)) {
            return entry.toString();
        }
        if (Files.notExists(entry)) {
            return entry + " is missing";
        }
        BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            return entry.toString(); // what is in a directory is read when it is needed
        }
        return entry + " " + attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
    }

    private static String ofDirectory(Path directory) throws IOException {
        Path real = directory.toRealPath();
        return real + " "
                + Files.readAttributes(real, BasicFileAttributes.class).fileKey();
    }
}
