package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.BrowserWindow;
import java.io.IOException;

/** Sends real signals to real processes. */
final class Signals {
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
     * Sends a signal.
     *
     * @param name such as {@code STOP}
     */
    static void send(String name, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertThat(kill.waitFor()).as("kill -%s %d", name, pid).isZero();
    }
}
