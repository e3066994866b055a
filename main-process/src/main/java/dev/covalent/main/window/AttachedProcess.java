package dev.covalent.main.window;

import dev.covalent.common.frame.Introduction;
import dev.covalent.common.process.EndingSignal;
import dev.covalent.common.process.ProcessEnd;
import dev.covalent.common.process.ProcessIdentity;
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

    private final ProcessIdentity identity;
    private final Optional<ProcessHandle> process;
    private final EndingSignal killing;

    private AttachedProcess(ProcessIdentity identity, boolean outlivesMain) {
        this.identity = identity;
        this.process = outlivesMain || identity.startInstant() == null
                ? Optional.empty()
                : identity.find()
                        .filter(AttachedProcess::mayBeKilled); // now that it is there, as it has just connected
        this.killing = new EndingSignal("attached-" + identity.pid() + "-kill", this::isKilled);
    }

    static AttachedProcess of(Introduction introduction) {
        long millis = introduction.startMillis();
        Instant started = millis == 0 ? null : Instant.ofEpochMilli(millis);
        return new AttachedProcess(new ProcessIdentity(introduction.processId(), started), introduction.outlivesMain());
    }

    /** Kills the process, unless it has a life of its own; at once, or as soon as there is a descriptor to do it with. */
    void kill() {
        if (process.isEmpty()) {
            log.info("The attached process {} is not killed: its connection is cut", identity.pid());
            return;
        }
        log.debug("Killing the attached process {}", identity.pid());
        killing.send();
    }

    private boolean isKilled() {
        return process.filter(alive -> !alive.destroyForcibly() && !ProcessEnd.hasCome(alive))
                .isEmpty();
    }

    private static boolean mayBeKilled(ProcessHandle process) {
        Optional<String> user = process.info().user();
        return process.pid() != ProcessHandle.current().pid()
                && user.isPresent()
                && user.equals(ProcessHandle.current().info().user());
    }
}
