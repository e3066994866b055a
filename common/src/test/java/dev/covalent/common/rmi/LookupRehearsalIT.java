package dev.covalent.common.rmi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.concurrent.Threads;
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

    @Test
    void beforeLogging_loadsWhatRmiNeeds_andNothingOfLogging() throws Exception {
        Set<String> loaded = classesLoadedBy("before");

        assertThat(loaded)
                .contains(LeaseAnswers.class.getName(), RemoteMessageLink.class.getName())
                .contains("java.rmi.server.RemoteObjectInvocationHandler")
                .anyMatch(name -> name.matches("(com\\.sun|jdk)\\.proxy.*"))
                .noneMatch(name -> name.startsWith("org.slf4j."))
                .noneMatch(name -> name.startsWith("java.util.logging."));
    }

    @Test
    void withLogging_loadsTheRegistrysStub() throws Exception {
        assertThat(classesLoadedBy("with")).contains("sun.rmi.registry.RegistryImpl_Stub");
    }

    private static Set<String> classesLoadedBy(String part) throws Exception {
        Set<String> loaded = ConcurrentHashMap.newKeySet();
        JvmCommand command = JvmCommand.builder(Program.class.getName())
                .role("rehearsal")
                .flags("-Xlog:class+load:stdout:none")
                .arguments(part)
                .build();
        try (ChildJvm child = ChildJvm.start(command, new byte[0], (pid, stream, line) -> note(line, loaded))) {
            assertThat(child.onExit().get(20, TimeUnit.SECONDS).exitCode()).isZero();
        }
        return loaded;
    }

    private static void note(String line, Set<String> loaded) {
        int end = line.indexOf(LOADED);
        if (end > 0) {
            loaded.add(line.substring(0, end));
        }
    }

    /** Rehearses a part, on a thread like that of a renderer. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            Thread thread = Threads.daemon(
                    "prepare",
                    arguments[0].equals("before") ? LookupRehearsal::beforeLogging : LookupRehearsal::withLogging);
            thread.start();
            thread.join(TimeUnit.SECONDS.toMillis(10));
        }
    }
}
