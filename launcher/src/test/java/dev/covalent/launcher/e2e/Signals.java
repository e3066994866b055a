package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.ProcessPause;
import dev.covalent.main.BrowserWindow;
import java.io.IOException;

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
     * Sends a signal; returns from {@code STOP} when all of the process has stopped.
     *
     * @param name such as {@code STOP}
     */
    public static void send(String name, long pid) throws IOException, InterruptedException {
        if (name.equals("STOP")) {
            ProcessPause.stop(pid);
            return;
        }
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertThat(kill.waitFor()).as("kill -%s %d", name, pid).isZero();
    }

    /** Tells whether the processes that this one starts ignore a signal, as those of a build in the background may. */
    public static boolean areIgnored(String name) throws IOException, InterruptedException {
        Process probe = new ProcessBuilder("sh", "-c", "kill -" + name + " $$; exit 0").start();
        return probe.waitFor() == 0;
    }
}
