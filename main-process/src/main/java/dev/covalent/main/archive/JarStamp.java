package dev.covalent.main.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
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
final class JarStamp {
    private static final int MAX_REMEMBERED = 1000;

    /** Stamps of jars whose manifests were read, which is not done again at each start of a renderer. */
    private static final Set<String> READ = ConcurrentHashMap.newKeySet();

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
        if (!READ.contains(stamp)) {
            read(jar);
            if (READ.size() >= MAX_REMEMBERED) {
                READ.clear();
            }
            READ.add(stamp);
        }
        return stamp;
    }

    private static void read(Path jar) throws IOException {
        try (JarFile open = new JarFile(jar.toFile())) {
            @Nullable Manifest manifest = open.getManifest();
            if (manifest != null && manifest.getMainAttributes().containsKey(Attributes.Name.CLASS_PATH)) {
                throw new IOException(jar + " names other jars in its manifest");
            }
        }
    }
}
