package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.AppHandle;
import dev.covalent.common.ProcessInfo;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.Upstream;
import dev.covalent.main.RemoteGetBuiltinEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a listener gives in place of the application, or of its process. */
@Timeout(20)
final class DispatcherSubstituteAppTest extends DispatcherSubstituteFixture {
    DispatcherSubstituteAppTest(@TempDir Path directory) {
        super(directory);
    }

    @Test
    void process_isOfNoMoreUse_onceAPageIsDeniedIt_orGivenAnother() throws Exception { // REM-57
        ProcessInfo info = new ProcessInfo(7, Duration.ZERO, 1, 2, "mine");
        listener = event -> event.returnValue(() -> info);
        long substitute = process(get(RemoteRoot.PROCESS));
        assertThat(info(substitute)).isInstanceOf(Outcome.Success.class);

        listener = event -> {};
        long own = process(get(RemoteRoot.PROCESS));
        assertThat(own).isNotEqualTo(substitute);
        assertThat(info(own)).isInstanceOf(Outcome.Success.class);
        assertThat(info(substitute))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MISSING));

        listener = event -> event.preventDefault();
        assertThat(get(RemoteRoot.PROCESS)).isInstanceOf(Outcome.Failure.class);
        assertThat(info(own))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MISSING));
    }

    @Test
    void quitAndExit_goToTheSubstitute_asLongAsItIsGranted() throws Exception {
        List<String> told = new ArrayList<>();
        boolean[] denying = {false};
        Dispatcher giving = dispatcher(desk(gate(event -> {
            if (denying[0]) {
                event.preventDefault();
            } else {
                ((RemoteGetBuiltinEvent) event).returnValue(new Told(told));
            }
        })));
        RemoteRequest get = new RemoteRequest.RootGet(RemoteRoot.APP);
        giving.request(first, 1, get);

        giving.deliver(first, batch(2, new Upstream.AppQuit(), new Upstream.AppExit(7)));
        denying[0] = true;
        giving.request(first, 4, get);
        giving.deliver(first, batch(5, new Upstream.AppQuit()));

        assertThat(told).containsExactly("quit", "exit 7");
        assertThat(uncaught).singleElement().isInstanceOf(UnsupportedOperationException.class);
        uncaught.clear();
    }

    private static long process(Outcome got) {
        return ((Outcome.Success) got).parcel().references().get(0).number();
    }

    private Outcome info(long process) throws InterruptedException {
        String info = Builtins.PROCESS.methods().stream()
                .filter(method -> method.name().equals("info"))
                .findFirst()
                .orElseThrow()
                .key();
        Parcel nothing = Parcel.of(StructuredClone.encodeArguments());
        return ask(new RemoteRequest.ObjectCall(process, "process", info, nothing));
    }

    /** An application that notes what it is told, and fails where it quits. */
    private record Told(List<String> told) implements AppHandle {
        @Override
        public String name() {
            return "theirs";
        }

        @Override
        public String version() {
            return "0.1";
        }

        @Override
        public void quit() {
            told.add("quit");
            throw new UnsupportedOperationException("as the test wants");
        }

        @Override
        public void exit(int exitCode) {
            told.add("exit " + exitCode);
        }
    }
}
