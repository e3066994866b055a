package dev.covalent.renderer.host;

import java.awt.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the icons of windows. */
final class WindowIcon {
    private static final Logger log = LoggerFactory.getLogger(WindowIcon.class);

    private WindowIcon() {}

    /** Reads an image; one that cannot be read is missed by nobody but the log. */
    static Optional<Image> read(Path file) {
        try {
            Image image = ImageIO.read(file.toFile());
            if (image != null) {
                return Optional.of(image);
            }
            log.warn("The icon {} is no image that Java can read, such as a PNG file", file);
        } catch (IOException | RuntimeException unreadable) {
            log.warn("The icon {} cannot be read: {}", file, unreadable.getMessage());
        }
        return Optional.empty();
    }
}
