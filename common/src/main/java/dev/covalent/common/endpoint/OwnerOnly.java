package dev.covalent.common.endpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file modes that keep other users out.
 *
 * <p>Where a file system has no modes (Windows), the user's own profile directory keeps them out, and there is nothing
 * to set or to check here.
 *
 * <p>Immutable.
 */
final class OwnerOnly {
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /** Returns what to create a directory with, in the file system of {@code near}. */
    static FileAttribute<?>[] directoryAttributes(Path near) {
        return hasModes(near)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(DIRECTORY)}
                : new FileAttribute<?>[0];
    }

    /** Returns what to create a file with, in the file system of {@code near}. */
    static FileAttribute<?>[] fileAttributes(Path near) {
        return hasModes(near)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FILE)}
                : new FileAttribute<?>[0];
    }

    /** Tells whether no one but the owner may do anything with {@code path}. */
    static boolean holds(Path path) throws IOException {
        return !hasModes(path) || DIRECTORY.containsAll(Files.getPosixFilePermissions(path, NOFOLLOW_LINKS));
    }

    /** Returns the mode of {@code path} as {@code ls} shows it. */
    static String modeOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, NOFOLLOW_LINKS));
    }

    private static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
