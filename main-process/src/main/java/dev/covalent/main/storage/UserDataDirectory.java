package dev.covalent.main.storage;

import dev.covalent.common.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names the directory where an application keeps what outlives it.
 *
 * <p>Mirrors {@code app.getPath('userData')}. It is, in this order: the path that the application gave; the system property
 * {@code covalent.userData}; a directory with the application's name below the place that the platform has for such data:
 *
 * <ul>
 *   <li>Linux and others: {@code $XDG_DATA_HOME}, else {@code ~/.local/share}
 *   <li>macOS: {@code ~/Library/Application Support}
 *   <li>Windows: {@code %APPDATA%}
 * </ul>
 *
 * <p>Nothing is created before it is needed: see {@link #prepare()}.
 *
 * <p>Immutable.
 */
public final class UserDataDirectory {
    /** The system property that names the directory, unless the application names one itself. */
    public static final String PROPERTY = "covalent.userData";

    private static final int MAX_NAME_LENGTH = 128;
    private static final Pattern NOT_IN_FILE_NAMES = Pattern.compile("[\\x00-\\x1f\\x7f<>:\"/\\\\|?*]");
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;

    private UserDataDirectory(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /**
     * Uses the given directory.
     *
     * @param path may be missing; its parent directories too
     */
    public static UserDataDirectory at(Path path) {
        return new UserDataDirectory(Objects.requireNonNull(path, "path"));
    }

    /**
     * Finds the directory by the application's name, unless the system property names it.
     *
     * @param applicationName a file name: 1 to 128 characters, none that a platform forbids in file names
     * @throws IllegalArgumentException if {@code applicationName} is not a file name on every platform
     * @throws StorageException if the property is no path, or the platform's place cannot be told
     */
    public static UserDataDirectory of(String applicationName) {
        return of(applicationName, System::getProperty, System::getenv);
    }

    static UserDataDirectory of(
            String applicationName,
            UnaryOperator<@Nullable String> properties,
            UnaryOperator<@Nullable String> environment) {
        checkName(applicationName);
        String configured = properties.apply(PROPERTY);
        if (configured != null && !configured.isEmpty()) {
            return new UserDataDirectory(parse(configured, "The system property " + PROPERTY));
        }
        return new UserDataDirectory(platformPlace(properties, environment).resolve(applicationName));
    }

    /** Returns the absolute path, whether or not it exists. */
    public Path path() {
        return path;
    }

    /**
     * Creates the directory if it is missing, with access for its owner alone where the file system can tell, and checks
     * that files can be made in it. The permissions of a directory that exists are left as they are.
     *
     * @return the absolute path
     * @throws StorageException if it cannot be created or written
     */
    public Path prepare() {
        return prepare(path);
    }

    /** Does the same for a directory below it. */
    Path prepare(Path directory) {
        if (!Files.isDirectory(directory)) {
            try {
                Files.createDirectories(directory, ownerOnly(directory));
            } catch (IOException | SecurityException failure) {
                throw new StorageException(
                        "The user data directory " + directory + " cannot be created: " + failure + ". "
                                + chooseAnother(),
                        failure);
            }
        }
        if (!Files.isWritable(directory)) {
            throw new StorageException(
                    "The user data directory " + directory + " is not writable for this user. " + chooseAnother());
        }
        return directory;
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0];
    }

    private static String chooseAnother() {
        return "Give this user access to it, or choose another with -D" + PROPERTY + "=<directory>.";
    }

    private static void checkName(String name) {
        boolean dots = name.startsWith(".") || name.endsWith(".");
        if (name.isBlank()
                || name.length() > MAX_NAME_LENGTH
                || dots
                || !name.strip().equals(name)
                || NOT_IN_FILE_NAMES.matcher(name).find()) {
            throw new IllegalArgumentException("The application name '" + name
                    + "' is not a file name on every platform: use 1 to " + MAX_NAME_LENGTH
                    + " characters without <>:\"/\\|?*, no control characters, and no dot or space at either end");
        }
    }

    private static Path platformPlace(
            UnaryOperator<@Nullable String> properties, UnaryOperator<@Nullable String> environment) {
        String os = Objects.requireNonNullElse(properties.apply("os.name"), "").toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return absolute(environment.apply("APPDATA"))
                    .orElseGet(() -> home(properties).resolve("AppData/Roaming"));
        }
        if (os.startsWith("mac")) {
            return home(properties).resolve("Library/Application Support");
        }
        return absolute(environment.apply("XDG_DATA_HOME"))
                .orElseGet(() -> home(properties).resolve(".local/share"));
    }

    /** A relative path in either variable is to be ignored: it would mean another place in each working directory. */
    private static Optional<Path> absolute(@Nullable String variable) {
        return Optional.ofNullable(variable)
                .filter(value -> !value.isEmpty())
                .map(value -> parse(value, "The platform's directory for application data"))
                .filter(Path::isAbsolute);
    }

    private static Path home(UnaryOperator<@Nullable String> properties) {
        String home = properties.apply("user.home");
        if (home == null || home.isEmpty() || home.equals("?")) { // what the JDK says of a user without an entry
            throw new StorageException(
                    "The user has no home directory. Choose a place for the application's data with -D" + PROPERTY
                            + "=<directory>.");
        }
        return parse(home, "The system property user.home");
    }

    private static Path parse(String path, String origin) {
        try {
            return Path.of(path);
        } catch (InvalidPathException invalid) {
            throw new StorageException(
                    origin + " is no path: " + invalid.getMessage() + ". " + chooseAnother(), invalid);
        }
    }
}
