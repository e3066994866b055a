package dev.covalent.launcher.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sockets of a process, as Linux tells them; none elsewhere. */
final class Sockets {
    private static final String LISTENING_UNIX = "00010000";
    private static final String LISTENING_TCP = "0A";

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Sockets() {}

    /** Returns the inodes of the sockets on which a process listens. */
    static Set<String> listening(long pid) throws IOException {
        Set<String> listening = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/unix"))) {
            String[] fields = SPACES.split(line.trim(), -1);
            if (fields.length > 6 && fields[3].equals(LISTENING_UNIX)) {
                listening.add(fields[6]);
            }
        }
        List<String> tcp = new ArrayList<>(Files.readAllLines(Path.of("/proc/" + pid + "/net/tcp")));
        tcp.addAll(Files.readAllLines(Path.of("/proc/" + pid + "/net/tcp6")));
        for (String line : tcp) {
            String[] fields = SPACES.split(line.trim(), -1);
            if (fields.length > 9 && fields[3].equals(LISTENING_TCP)) {
                listening.add(fields[9]);
            }
        }
        listening.retainAll(of(pid));
        return listening;
    }

    private static Set<String> of(long pid) {
        Set<String> inodes = new TreeSet<>();
        if (!Files.isDirectory(Path.of("/proc/self/fd"))) {
            return inodes;
        }
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                inode(descriptor, inodes);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return inodes;
    }

    private static void inode(Path descriptor, Set<String> inodes) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (target.startsWith("socket:[")) {
                inodes.add(target.substring("socket:[".length(), target.length() - 1));
            }
        } catch (IOException closedMeanwhile) {
            // It is not there any more.
        }
    }
}
