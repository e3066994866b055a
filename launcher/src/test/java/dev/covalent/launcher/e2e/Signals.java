package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** Sends real signals to real processes. */
final class Signals {
    private Signals() {}

    /**
     * Sends a signal.
     *
     * @param name such as {@code STOP}
     */
    static void send(String name, ProcessHandle process) throws IOException, InterruptedException {
        send(name, process.pid());
    }

    static void send(String name, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertThat(kill.waitFor()).as("kill -%s %d", name, pid).isZero();
    }
}
