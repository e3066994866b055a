package dev.covalent.main.archive;

import java.nio.file.Path;

/** Says whether another process has the lock of a directory: 3 if it has. */
final class ArchiveLockMain {
    private ArchiveLockMain() {}

    public static void main(String[] args) throws Exception {
        System.exit(new ArchiveStore(Path.of(args[0])).tryLock().isPresent() ? 0 : 3);
    }
}
