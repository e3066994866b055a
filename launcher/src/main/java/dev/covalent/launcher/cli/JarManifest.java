package dev.covalent.launcher.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** What a jar says of itself. */
final class JarManifest {

    private JarManifest() {}

    /**
     * Returns the main class; null if the jar does not say one.
     *
     * @throws IOException if it is no jar
     */
    static @Nullable String mainClass(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String name = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            return name == null || name.isBlank() || name.startsWith("-") ? null : name.strip();
        }
    }
}
