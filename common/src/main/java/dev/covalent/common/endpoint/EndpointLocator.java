package dev.covalent.common.endpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.covalent.common.endpoint.NoSuchEndpointException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds running applications by their descriptors.
 *
 * <p>A descriptor is stale if no process has its id, or one that has ended. If a process has its id but another start
 * instant, either the id was given away or the clock was set; then the lock of the name tells which.
 *
 * <p>Thread-safe.
 */
public final class EndpointLocator {
    /** Most descriptors that a listing looks at. */
    private static final int MAX_LISTED = 1000;

    private static final Logger log = LoggerFactory.getLogger(EndpointLocator.class);

    private final RuntimeDirectory directory;

    /** Makes a locator for the applications that publish in {@code directory}. */
    public EndpointLocator(RuntimeDirectory directory) {
        this.directory = directory;
    }

    /**
     * Finds a running application.
     *
     * @throws NoSuchEndpointException if there is none; its message names the file and the likely fix
     */
    public EndpointDescriptor find(String name) {
        ApplicationName checked = new ApplicationName(name);
        Path file = directory.descriptorPath(checked);
        EndpointDescriptor descriptor = read(checked, file);
        if (!isAlive(checked, descriptor)) {
            throw new NoSuchEndpointException(
                    Problem.STALE,
                    "No application named '" + name + "' is running: " + file + " was left by process "
                            + descriptor.pid() + ", which is gone. Start the application; that replaces the file.",
                    null);
        }
        return descriptor;
    }

    /**
     * Lists the running applications, ordered by name; what is stale, insecure or unreadable is left out.
     *
     * @throws UncheckedIOException if the runtime directory cannot be read
     */
    public List<EndpointDescriptor> running() {
        try (Stream<Path> files = Files.list(directory.path())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(DescriptorFile.SUFFIX))
                    .limit(MAX_LISTED)
                    .map(file -> file.substring(0, file.length() - DescriptorFile.SUFFIX.length()))
                    .sorted()
                    .flatMap(name -> findIfRunning(name).stream())
                    .toList();
        } catch (NoSuchFileException nothing) {
            return List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot list " + directory + ": " + failed, failed);
        }
    }

    private Optional<EndpointDescriptor> findIfRunning(String name) {
        try {
            return Optional.of(find(name));
        } catch (NoSuchEndpointException | IllegalArgumentException notRunning) {
            log.debug("Left out of the running applications: {}", notRunning.getMessage());
            return Optional.empty();
        }
    }

    private EndpointDescriptor read(ApplicationName name, Path file) {
        try {
            if (!Files.exists(file, NOFOLLOW_LINKS)) {
                throw missing(name, file);
            }
            if (!OwnerOnly.holds(file)) {
                throw insecure(name, file, "may be read by other users (mode " + OwnerOnly.modeOf(file) + ")");
            }
            if (!Files.getOwner(file, NOFOLLOW_LINKS).equals(Files.getOwner(directory.path(), NOFOLLOW_LINKS))) {
                throw insecure(name, file, "belongs to another user than its directory");
            }
            EndpointDescriptor descriptor = DescriptorText.parse(file, new DescriptorFile(file).read());
            if (!descriptor.name().equals(name.value())) {
                throw new MalformedEndpointException(file + ": 'name' is '" + descriptor.name() + "'");
            }
            return descriptor;
        } catch (NoSuchFileException closedMeanwhile) {
            throw missing(name, file);
        } catch (IOException failed) {
            throw unreadable(name, file + " cannot be read: " + failed, failed);
        } catch (MalformedEndpointException malformed) {
            throw unreadable(name, String.valueOf(malformed.getMessage()), malformed);
        }
    }

    private boolean isAlive(ApplicationName name, EndpointDescriptor descriptor) {
        if (descriptor.process().find().isPresent()) {
            return true;
        }
        if (ProcessHandle.of(descriptor.pid()).isEmpty()) {
            return false;
        }
        try {
            return NameLock.isHeld(directory.lockPath(name));
        } catch (IOException unreadable) {
            log.debug("Cannot tell who holds '{}'", name, unreadable);
            return false;
        }
    }

    private NoSuchEndpointException missing(ApplicationName name, Path file) {
        return new NoSuchEndpointException(
                Problem.MISSING,
                "No application named '" + name + "' is running: there is no " + file
                        + ". Start it first, or check its name and that both sides use the same -D"
                        + RuntimeDirectory.PROPERTY + ".",
                null);
    }

    private static NoSuchEndpointException insecure(ApplicationName name, Path file, String why) {
        return new NoSuchEndpointException(
                Problem.INSECURE,
                "Refused to attach to '" + name + "': " + file + " " + why
                        + ", so its secret may be known to others. Delete it and start the application again.",
                null);
    }

    private static NoSuchEndpointException unreadable(ApplicationName name, String why, Exception cause) {
        return new NoSuchEndpointException(
                Problem.UNREADABLE,
                "Cannot attach to '" + name + "': " + why + ". Start the application again; that replaces the file.",
                cause);
    }
}
