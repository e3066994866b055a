package dev.covalent.main.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Jars that hold one file, for tests. */
final class Jars {

    private Jars() {}

    /** Writes a jar whose manifest names nothing else. */
    static Path write(Path jar, String content) throws IOException {
        return write(jar, content, new Manifest());
    }

    /** Writes a jar whose manifest names another. */
    static Path naming(Path jar, Path other) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(Attributes.Name.CLASS_PATH, other.getFileName().toString());
        return write(jar, "", manifest);
    }

    private static Path write(Path jar, String content, Manifest manifest) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.setLevel(0);
            out.putNextEntry(new ZipEntry("content"));
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
