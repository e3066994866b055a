package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.BrowserWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sends real signals to real processes. */
public final class Signals {
    private Signals() {}

    static void send(String name, BrowserWindow window) throws IOException, InterruptedException {
        send(name, window.webContents().getOSProcessId());
    }

    static void send(String name, Peer peer) throws IOException, InterruptedException {
        send(name, peer.contents().getOSProcessId());
    }

    static void send(String name, Fork fork) throws IOException, InterruptedException {
        send(name, fork.child().pid());
    }

    static void send(String name, ProcessHandle process) throws IOException, InterruptedException {
        send(name, process.pid());
    }

    /**
     * Sends a signal; returns from {@code STOP} when all of the process has stopped, which its threads do one by one.
     *
     * @param name such as {@code STOP}
     */
    public static void send(String name, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertThat(kill.waitFor()).as("kill -%s %d", name, pid).isZero();
        Path threads = Path.of("/proc/" + pid + "/task");
        if (name.equals("STOP") && Files.isDirectory(threads)) {
            assertThat(Eventually.becomes(Set.of('T'), () -> states(threads)))
                    .as("states of the threads of %d", pid)
                    .containsExactly('T');
        }
    }

    private static Set<Character> states(Path threads) {
        try (Stream<Path> each = Files.list(threads)) {
            return each.map(Signals::state).collect(Collectors.toSet());
        } catch (IOException gone) {
            return Set.of();
        }
    }

    /** The state follows the name of the thread, which is in parentheses and may have some of its own. */
    private static char state(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return '-';
        }
    }
}
