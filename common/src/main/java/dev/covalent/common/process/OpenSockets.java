package dev.covalent.common.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The sockets that a process has open, as Linux tells them; none elsewhere. */
public final class OpenSockets {
    private static final String SOCKET = "socket:[";

    private OpenSockets() {}

    /** Returns their inodes. */
    public static Set<String> of(long pid) {
        Set<String> inodes = new TreeSet<>();
        Path descriptors = Path.of("/proc/" + pid + "/fd");
        if (!Files.isDirectory(descriptors)) {
            return inodes;
        }
        try (Stream<Path> all = Files.list(descriptors)) {
            all.forEach(descriptor -> addInode(descriptor, inodes));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return inodes;
    }

    private static void addInode(Path descriptor, Set<String> inodes) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (target.startsWith(SOCKET)) {
                inodes.add(target.substring(SOCKET.length(), target.length() - 1));
            }
        } catch (IOException closedMeanwhile) {
            // It is not there any more.
        }
    }
}
