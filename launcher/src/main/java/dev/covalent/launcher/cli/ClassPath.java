package dev.covalent.launcher.cli;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the classes of somebody's program are, as {@code --class-path} says it.
 *
 * <p>Immutable.
 *
 * @param entries of {@code java -cp}; one that ends with a wildcard is all jars of a directory
 */
record ClassPath(List<String> entries) {
    private static final String WILDCARD = "*";
    private static final String HERE = ".";

    ClassPath {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a class path that is written as for {@code java -cp}.
     *
     * @throws IllegalArgumentException if an entry does not exist
     */
    static ClassPath parse(String text) {
        ClassPath parsed = new ClassPath(Stream.of(text.split(Pattern.quote(File.pathSeparator), -1))
                .map(entry -> entry.isEmpty() ? HERE : entry)
                .toList());
        for (String entry : parsed.entries) {
            Path path = place(entry);
            if (!Files.exists(path)) {
                throw new IllegalArgumentException("--class-path names " + path + ", which does not exist");
            }
        }
        return parsed;
    }

    /** Makes a class loader for what is here, and before it on the launcher's own class path. */
    URLClassLoader loader() {
        URL[] urls = entries.stream().flatMap(ClassPath::urls).toArray(URL[]::new);
        return new URLClassLoader("application", urls, ClassPath.class.getClassLoader());
    }

    private static boolean isWildcard(String entry) {
        return entry.equals(WILDCARD) || entry.endsWith(File.separator + WILDCARD);
    }

    private static Path place(String entry) {
        return Path.of(isWildcard(entry) ? entry.substring(0, entry.length() - 1) : entry)
                .toAbsolutePath();
    }

    private static Stream<URL> urls(String entry) {
        Path path = place(entry);
        if (!isWildcard(entry)) {
            return Stream.of(url(path));
        }
        File[] jars =
                path.toFile().listFiles((directory, name) -> name.endsWith(".jar") || name.endsWith(".JAR")); // as Java
        return jars == null ? Stream.empty() : Stream.of(jars).map(jar -> url(jar.toPath()));
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("Every JVM has file: URLs", impossible);
        }
    }
}
