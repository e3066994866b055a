package dev.covalent.main.window;

import dev.covalent.common.frame.Introduction;
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
 * <p>Immutable.
 */
final class AttachedProcess {
    private static final Logger log = LoggerFactory.getLogger(AttachedProcess.class);

    private final ProcessIdentity identity;
    private final boolean outlivesMain;

    private AttachedProcess(ProcessIdentity identity, boolean outlivesMain) {
        this.identity = identity;
        this.outlivesMain = outlivesMain;
    }

    static AttachedProcess of(Introduction introduction) {
        long millis = introduction.startMillis();
        Instant started = millis == 0 ? null : Instant.ofEpochMilli(millis);
        return new AttachedProcess(new ProcessIdentity(introduction.processId(), started), introduction.outlivesMain());
    }

    /** Kills the process, unless it has a life of its own. */
    void kill() {
        if (outlivesMain || identity.startInstant() == null) {
            log.info("The attached process {} is not killed: its connection is cut", identity.pid());
            return;
        }
        identity.find().filter(AttachedProcess::mayBeKilled).ifPresent(process -> {
            log.debug("Killing the attached process {}", process.pid());
            boolean unused = process.destroyForcibly();
        });
    }

    private static boolean mayBeKilled(ProcessHandle process) {
        Optional<String> user = process.info().user();
        return process.pid() != ProcessHandle.current().pid()
                && user.isPresent()
                && user.equals(ProcessHandle.current().info().user());
    }
}
