package dev.covalent.main.window;

import dev.covalent.common.frame.Introduction;
import dev.covalent.common.process.FewDescriptors;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A process that kills an attached one while it has no descriptors; its status is that of the killed. */
final class AttachedKillMain {
    private AttachedKillMain() {}

    public static void main(String[] args) throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        long started = process.info().startInstant().map(Instant::toEpochMilli).orElseThrow();
        AttachedProcess attached = AttachedProcess.of(new Introduction(process.pid(), started, ""));
        FewDescriptors.with(0, () -> {
            attached.kill();
            attached.kill();
        });
        boolean ended = process.waitFor(20, TimeUnit.SECONDS);
        process.destroyForcibly();
        System.exit(ended ? process.exitValue() : 1);
    }
}
