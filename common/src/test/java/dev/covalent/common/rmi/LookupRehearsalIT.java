package dev.covalent.common.rmi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LookupRehearsalIT {
    private static final String LOADED = " source: ";

    private final Set<String> loaded = ConcurrentHashMap.newKeySet();

    @Test
    void run_freshJvm_loadsWhatLooksUpAndNothingOfLogging() throws Exception {
        JvmCommand command = JvmCommand.builder(Program.class.getName())
                .role("rehearsal")
                .flags("-Xlog:class+load:stdout:none")
                .build();

        try (ChildJvm child = ChildJvm.start(command, new byte[0], (pid, stream, line) -> note(line))) {
            assertThat(child.onExit().get(20, TimeUnit.SECONDS).exitCode()).isZero();
        }

        assertThat(loaded)
                .contains("sun.rmi.registry.RegistryImpl_Stub", RemoteMessageLink.class.getName(), "java.rmi.dgc.Lease")
                .anyMatch(name -> name.matches("(com\\.sun|jdk)\\.proxy.*"))
                .noneMatch(name -> name.startsWith("org.slf4j."));
    }

    private void note(String line) {
        int end = line.indexOf(LOADED);
        if (end > 0) {
            loaded.add(line.substring(0, end));
        }
    }

    /** Rehearses, on a thread like that of a renderer. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            LookupRehearsal.run();
        }
    }
}
