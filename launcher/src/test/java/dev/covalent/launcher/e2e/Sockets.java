package dev.covalent.launcher.e2e;

import dev.covalent.common.process.OpenSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The sockets on which a process listens, as Linux tells them. */
final class Sockets {
    private static final String LISTENING_UNIX = "00010000";
    private static final String LISTENING_TCP = "0A";

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Sockets() {}

    /** Returns their inodes. */
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
        listening.retainAll(OpenSockets.of(pid));
        return listening;
    }
}
