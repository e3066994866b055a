package dev.covalent.launcher.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/** What an application logs by; tells by a file beside its jar that it was loaded. */
public final class TellingProvider extends NOP_FallbackServiceProvider {
    static final String FILE = "was-loaded";

    /** Tells it. */
    public TellingProvider() {
        try {
            Path jar = Path.of(TellingProvider.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Files.write(jar.resolveSibling(FILE), new byte[0]);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
