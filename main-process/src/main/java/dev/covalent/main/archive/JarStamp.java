package dev.covalent.main.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Says which version of a jar is there, by its age and its size.
 *
 * <p>Thread-safe.
 */
public final class JarStamp {
    private static final int MAX_REMEMBERED = 1000;

    /** Whether jars name others, by their stamps: no manifest is read again at each start of a renderer. */
    private static final Map<String, Boolean> READ = new ConcurrentHashMap<>();

    private JarStamp() {}

    /**
     * Returns the stamp of a jar that names no others, of which there would be no stamp.
     *
     * @throws IOException if it is no such jar
     */
    static String of(Path jar) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new IOException(jar + " is no jar");
        }
        String stamp = jar + " " + attributes.size() + " "
                + attributes.lastModifiedTime().toMillis();
        if (namesOthers(jar)) {
            throw new IOException(jar + " names other jars in its manifest");
        }
        return stamp;
    }

    /**
     * Tells whether a jar names others in its manifest, which are loaded with it.
     *
     * @throws IOException if it is no jar, or cannot be read
     */
    public static boolean namesOthers(Path jar) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
        String version =
                jar + " " + attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
        Boolean known = READ.get(version);
        if (known != null) {
            return known;
        }
        boolean others = read(jar);
        if (READ.size() >= MAX_REMEMBERED) {
            READ.clear();
        }
        READ.put(version, others);
        return others;
    }

    private static boolean read(Path jar) throws IOException {
        try (JarFile open = new JarFile(jar.toFile())) {
            @Nullable Manifest manifest = open.getManifest();
            return manifest != null && manifest.getMainAttributes().containsKey(Attributes.Name.CLASS_PATH);
        }
    }
}
