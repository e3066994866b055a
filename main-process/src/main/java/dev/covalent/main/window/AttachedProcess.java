package dev.covalent.main.window;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.process.EndingSignal;
import dev.covalent.common.process.ProcessEnd;
import dev.covalent.common.process.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of a renderer that was launched separately, as it names itself.
 *
 * <p>Its name is not proved. Whoever attaches has read the secret that only the same user can, and could send the same
 * signals itself; so main sends one to no process but one of its own user that started when the renderer says that it did,
 * and never to itself.
 *
 * <p>Thread-safe.
 */
final class AttachedProcess {
    private static final Logger log = LoggerFactory.getLogger(AttachedProcess.class);

    private static final Path PROC = Path.of("/proc");

    private final ProcessIdentity identity;
    private final EndingSignal killing;

    /** Empty if it is not to be killed, and before it was looked up. */
    @GuardedBy("this") private Optional<ProcessHandle> process = Optional.empty();

    @GuardedBy("this") private boolean lookedUp;

    private AttachedProcess(ProcessIdentity identity, boolean outlivesMain) {
        this.identity = identity;
        this.killing = new EndingSignal("attached-" + identity.pid() + "-kill", this::isKilled);
        this.lookedUp = outlivesMain || identity.startInstant() == null;
        lookUp(); // now that it is there, as it has just connected
    }

    static AttachedProcess of(Introduction introduction) {
        long millis = introduction.startMillis();
        Instant started = millis == 0 ? null : Instant.ofEpochMilli(millis);
        return new AttachedProcess(new ProcessIdentity(introduction.processId(), started), introduction.outlivesMain());
    }

    /** Kills the process, unless it has a life of its own; at once, or as soon as there is a descriptor to do it with. */
    void kill() {
        if (isLeftAlone()) {
            log.info("The attached process {} is not killed: its connection is cut", identity.pid());
            return;
        }
        log.debug("Killing the attached process {}", identity.pid());
        killing.send();
    }

    private synchronized boolean isLeftAlone() {
        return lookUp() && process.isEmpty();
    }

    private synchronized boolean isKilled() {
        return lookUp()
                && process.filter(alive -> !alive.destroyForcibly() && !ProcessEnd.hasCome(alive))
                        .isEmpty();
    }

    /** Tells whether it has been looked up, which cannot be done as long as there is no descriptor to see its start with. */
    private synchronized boolean lookUp() {
        if (!lookedUp) {
            Optional<ProcessHandle> there = ProcessHandle.of(identity.pid());
            Optional<Instant> started = there.flatMap(found -> found.info().startInstant());
            process = there.filter(
                            found -> started.filter(identity::canHaveStarted).isPresent())
                    .filter(AttachedProcess::mayBeKilled);
            lookedUp = started.isPresent() || !Files.exists(PROC.resolve(Long.toString(identity.pid())));
        }
        return lookedUp;
    }

    private static boolean mayBeKilled(ProcessHandle process) {
        Optional<String> user = process.info().user();
        return process.pid() != ProcessHandle.current().pid()
                && user.isPresent()
                && user.equals(ProcessHandle.current().info().user());
    }
}
