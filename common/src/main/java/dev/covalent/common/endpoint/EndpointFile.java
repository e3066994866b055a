package dev.covalent.common.endpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.covalent.common.endpoint.NoSuchEndpointException.Problem;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A descriptor that somebody has named by its path, wherever the application's runtime directory is.
 *
 * <p>Immutable.
 */
public final class EndpointFile {
    private final Path path;
    private final ApplicationName name;

    private EndpointFile(Path path, ApplicationName name) {
        this.path = path;
        this.name = name;
    }

    /**
     * Takes a path by its last part alone; the file may be written later.
     *
     * @throws IllegalArgumentException if no descriptor can have that name
     */
    public static EndpointFile at(Path path) {
        Path absolute = path.toAbsolutePath();
        String file = String.valueOf(absolute.getFileName());
        int length = file.length() - DescriptorFile.SUFFIX.length();
        if (length < 1 || !file.endsWith(DescriptorFile.SUFFIX)) {
            throw new IllegalArgumentException("Not an endpoint descriptor: " + absolute + ". It is the file NAME"
                    + DescriptorFile.SUFFIX + " that the application NAME writes in its runtime directory.");
        }
        return new EndpointFile(absolute, new ApplicationName(file.substring(0, length)));
    }

    /**
     * Reads it.
     *
     * @throws NoSuchEndpointException if it is not there, or no running application has written it
     * @throws InsecureDirectoryException if it is in no runtime directory
     * @throws UncheckedIOException if that cannot be read
     */
    public EndpointDescriptor find() {
        if (!Files.exists(path, NOFOLLOW_LINKS) || Files.isDirectory(path)) {
            throw new NoSuchEndpointException(
                    Problem.MISSING,
                    "There is no file " + path + ". Start '" + name
                            + "' first, or name the file in its own runtime directory.",
                    null);
        }
        return new EndpointLocator(RuntimeDirectory.of(path)).find(name.value());
    }
}
