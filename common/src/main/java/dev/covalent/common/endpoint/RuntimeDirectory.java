package dev.covalent.common.endpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * The directory, open to its owner only, that holds the endpoints of one user's applications.
 *
 * <p>Its mode is what protects the sockets in it: their own modes differ from system to system.
 *
 * <p>Immutable.
 */
public final class RuntimeDirectory {
    /** The system property that names the directory, instead of the platform's default. */
    public static final String PROPERTY = RuntimeDirectoryLocation.PROPERTY;

    static final String LOCK_SUFFIX = ".lock";

    /** Longest path of a socket, in bytes: systems allow 103 or 107, with an end mark that some count. */
    static final int MAX_SOCKET_PATH = 100;

    private static final int HASHED_NAME_BYTES = 6;

    private final Path path;

    private RuntimeDirectory(Path path) {
        this.path = path;
    }

    /**
     * Opens the directory of this user, and creates it if it is missing.
     *
     * <p>It is the system property {@code covalent.runtimeDir}; else {@code $XDG_RUNTIME_DIR/covalent}; else {@code
     * ~/Library/Caches/covalent-run} on macOS, {@code %LOCALAPPDATA%\covalent\run} on Windows, and {@code
     * covalent-<user>} in the directory for temporary files elsewhere.
     *
     * @throws InsecureDirectoryException if others have or could have access to it
     * @throws UncheckedIOException if it cannot be created or read
     */
    public static RuntimeDirectory open() {
        return at(RuntimeDirectoryLocation.ofThisProcess().path());
    }

    /**
     * Returns the directory of this user, to look into: if it is missing it is not created, and nothing is found in it.
     *
     * @throws InsecureDirectoryException if others have or could have access to it
     * @throws UncheckedIOException if it cannot be read
     */
    public static RuntimeDirectory existing() {
        Path absolute = RuntimeDirectoryLocation.ofThisProcess().path().toAbsolutePath();
        if (Files.exists(absolute, NOFOLLOW_LINKS)) {
            return at(absolute);
        }
        return new RuntimeDirectory(absolute);
    }

    /**
     * Opens a certain directory, and creates it if it is missing.
     *
     * @throws InsecureDirectoryException if others have or could have access to it
     * @throws UncheckedIOException if it cannot be created or read
     */
    public static RuntimeDirectory at(Path path) {
        Path absolute = path.toAbsolutePath();
        try {
            create(absolute);
            verify(absolute);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Cannot use " + absolute + " as the runtime directory: " + failed + ". Set -D" + PROPERTY
                            + " to a directory that this user may create.",
                    failed);
        }
        return new RuntimeDirectory(absolute);
    }

    /**
     * Opens the directory that a certain descriptor lies in, and makes nothing of it: it is somebody's choice, and may be
     * any directory of the system. To learn who is its owner a file is made there for a moment.
     *
     * @throws InsecureDirectoryException if others have or could have access to it
     * @throws UncheckedIOException if it cannot be read
     */
    static RuntimeDirectory of(Path descriptor) {
        Path directory = Objects.requireNonNull(descriptor.toAbsolutePath().getParent(), "a file is in a directory");
        try {
            Optional<Flaw> flaw = flawOf(directory);
            if (flaw.isPresent()) {
                throw new InsecureDirectoryException(descriptor + " is not in a runtime directory: " + directory + " "
                        + flaw.get().what() + ". Name the file in the application's own runtime directory.");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot look into " + directory + ": " + failed, failed);
        }
        return new RuntimeDirectory(directory);
    }

    /** Returns where it is, as an absolute path. */
    public Path path() {
        return path;
    }

    /**
     * Returns the path for the socket of application {@code name}: {@code <name>.sock}, or a short hash of the name
     * where that is too long for a socket.
     *
     * @return absent if even that is too long; then only TCP is left
     */
    public Optional<Path> socketPath(String name) {
        Path plain = path.resolve(new ApplicationName(name) + ".sock");
        Path hashed = path.resolve("." + hash(name) + ".sock"); // no name starts with a dot
        return Optional.of(plain)
                .filter(RuntimeDirectory::fitsSocket)
                .or(() -> Optional.of(hashed).filter(RuntimeDirectory::fitsSocket));
    }

    Path descriptorPath(ApplicationName name) {
        return path.resolve(name + DescriptorFile.SUFFIX);
    }

    Path versionsPath(ApplicationName name) {
        return path.resolve(name + ".versions");
    }

    Path lockPath(ApplicationName name) {
        return path.resolve(name + LOCK_SUFFIX);
    }

    Path instancePath(ApplicationName name) {
        return path.resolve(name + ".instance");
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static void create(Path path) throws IOException {
        if (Files.exists(path, NOFOLLOW_LINKS)) {
            return;
        }
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(path, OwnerOnly.directoryAttributes(path));
        } catch (FileAlreadyExistsException expected) {
            return; // another process was faster; verified like any that was there before
        }
    }

    private static void verify(Path path) throws IOException {
        Optional<Flaw> flaw = flawOf(path);
        if (flaw.isPresent()) {
            throw new InsecureDirectoryException("The runtime directory " + path + " " + flaw.get());
        }
    }

    /** What makes a directory unfit, and what its owner can do about it. */
    private record Flaw(String what, String remedy) {
        @Override
        public String toString() {
            return what + ". " + remedy;
        }
    }

    private static Optional<Flaw> flawOf(Path path) throws IOException {
        String another = "Delete it, or set -D" + PROPERTY + " to another.";
        if (!Files.isDirectory(path, NOFOLLOW_LINKS)) {
            return Optional.of(new Flaw("is a link or a file, not a directory", another));
        }
        if (!OwnerOnly.holds(path)) {
            return Optional.of(new Flaw(
                    "is open to other users (mode " + OwnerOnly.modeOf(path) + ")", "Run: chmod 700 '" + path + "'"));
        }
        UserPrincipal owner = Files.getOwner(path, NOFOLLOW_LINKS);
        UserPrincipal self = ownerOfNewFile(path);
        return owner.equals(self)
                ? Optional.empty()
                : Optional.of(new Flaw("belongs to " + owner.getName() + ", not to " + self.getName(), another));
    }

    /** Asks the file system who we are: a user need not have a name that could be looked up. */
    private static UserPrincipal ownerOfNewFile(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, ".owner-", null);
        try {
            return Files.getOwner(probe, NOFOLLOW_LINKS);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static boolean fitsSocket(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_SOCKET_PATH;
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, HASHED_NAME_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("Every JVM has SHA-256", impossible);
        }
    }
}
