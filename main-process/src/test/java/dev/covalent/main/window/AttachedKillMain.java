package dev.covalent.main.window;

import dev.covalent.common.frame.Introduction;
import dev.covalent.common.process.FewDescriptors;
import dev.covalent.common.process.ProcessEnd;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A process that kills an attached one while it has no descriptors, and had some or none when that attached: the first
 * argument says how many. Its status is that of the killed.
 */
final class AttachedKillMain {
    private AttachedKillMain() {}

    public static void main(String[] args) throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        long started = process.info().startInstant().map(Instant::toEpochMilli).orElseThrow();
        Introduction introduction = new Introduction(process.pid(), started, "");
        AttachedProcess before = AttachedProcess.of(introduction);
        boolean unused = ProcessEnd.hasCome(process.toHandle()); // which reads its own classes from files
        FewDescriptors.with(0, () -> {
            AttachedProcess attached = args[0].equals("none") ? AttachedProcess.of(introduction) : before;
            attached.kill();
            attached.kill();
        });
        boolean ended = process.waitFor(20, TimeUnit.SECONDS);
        process.destroyForcibly();
        System.exit(ended ? process.exitValue() : 1);
    }
}
