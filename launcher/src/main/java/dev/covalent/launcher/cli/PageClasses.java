package dev.covalent.launcher.cli;

import dev.covalent.renderer.Page;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the classes of a page: on the launcher's own class path, and on what {@code --class-path} adds to it. */
final class PageClasses {
    private static final String WILDCARD = "*";

    private PageClasses() {}

    /**
     * Makes a class loader; it stays open as long as the JVM runs.
     *
     * @param classPath written as for {@code java -cp}; null for none
     * @throws IllegalArgumentException if an entry does not exist
     */
    static ClassLoader on(@Nullable String classPath) {
        ClassLoader own = PageClasses.class.getClassLoader();
        if (classPath == null) {
            return own;
        }
        List<URL> entries = new ArrayList<>();
        for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
            if (!entry.isEmpty()) {
                entries.addAll(urls(entry));
            }
        }
        return new URLClassLoader("pages", entries.toArray(URL[]::new), own);
    }

    /**
     * Checks a page before anything is attached.
     *
     * @throws IllegalArgumentException if there is no such class, or it is no page
     */
    static void check(String page, ClassLoader classes) {
        try {
            if (!Page.class.isAssignableFrom(Class.forName(page, false, classes))) {
                throw new IllegalArgumentException(
                        "--page " + page + " is no page: it must implement " + Page.class.getName());
            }
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException(
                    "--page " + page + " is not on the class path: say where it is with --class-path", missing);
        }
    }

    private static List<URL> urls(String entry) {
        boolean wildcard = entry.equals(WILDCARD) || entry.endsWith(File.separator + WILDCARD);
        Path path = Path.of(wildcard ? entry.substring(0, entry.length() - 1) : entry)
                .toAbsolutePath();
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("--class-path names " + path + ", which does not exist");
        }
        if (!wildcard) {
            return List.of(url(path));
        }
        File[] jars = path.toFile().listFiles((directory, name) -> name.endsWith(".jar"));
        return jars == null
                ? List.of()
                : List.of(jars).stream().map(jar -> url(jar.toPath())).toList();
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("Every JVM has file: URLs", impossible);
        }
    }
}
