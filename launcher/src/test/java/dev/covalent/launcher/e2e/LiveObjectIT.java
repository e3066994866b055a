package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.Value;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.launcher.history.RegisterHistory;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.SharedObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** REM-20, REM-21 at memory speed: what renderers read of their copies is what a round trip would have given. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing stops a process there, nor do processes share a clock")
final class LiveObjectIT {
    private static final int RENDERERS = 4;
    private static final int ROUNDS = 60;

    private final List<Path> records = new ArrayList<>();
    private final List<CompletableFuture<Value>> running = new ArrayList<>();

    @TempDir
    private Path directory;

    /** One renderer is stopped for a while and goes on, one is killed; main reads and writes, too. */
    @Test
    void live_readAndWrittenByEverybody_oneStopped_oneKilled_isLinearizable() throws Exception {
        try (MainProcess main = MainProcess.builder()
                        .name("registers")
                        .headless(true)
                        .userData(directory.resolve("user"))
                        .start();
                Registers own = new Registers(RENDERERS + 1, newRecord())) {
            SharedObject shared = main.globals().share("registers", Registers.first());
            List<BrowserWindow> windows = new ArrayList<>();
            Scripts scripts = new Scripts(main.ipcMain());
            for (int i = 0; i < RENDERERS; i++) {
                BrowserWindow window = ForkedIpcIT.loaded(main, BrowserWindowOptions.page(ScriptPage.class));
                Peer peer = new Peer(scripts, window.webContents(), window.id());
                windows.add(window);
                running.add(peer.start(
                        Errand.LIVE_REGISTERS, "registers", i + 1, newRecord().toString()));
            }
            go(own, shared, 1, 2, 3, 4);
            Signals.send("STOP", windows.get(0));
            try {
                go(own, shared, 2, 3, 4);
                Signals.send("KILL", windows.get(1));
                go(own, shared, 3, 4);
            } finally {
                Signals.send("CONT", windows.get(0));
            }
            go(own, shared, 1, 3, 4);
            shared.set(Registers.END, 1L);

            for (int i = 0; i < RENDERERS; i++) {
                if (i != 1) {
                    assertThat(Peer.settled(running.get(i)).get(int.class))
                            .as("rounds of renderer %d that ended with a copy up to date", i + 1)
                            .isGreaterThan(ROUNDS / 10);
                }
            }
        }
        for (String name : Registers.NAMES) {
            RegisterHistory history = new RegisterHistory();
            for (Path record : records) {
                Registers.recorded(record, name).forEach(history::add);
            }
            assertThat(history.size()).isGreaterThan(RENDERERS * ROUNDS);
            assertThat(history.violation())
                    .as("%s, of %d operations", name, history.size())
                    .isEmpty();
        }
    }

    /** Reads and writes here until each of some renderers has gone round often enough. */
    private void go(Registers own, SharedObject shared, int... renderers) throws IOException {
        Map<Integer, Integer> goals = new HashMap<>();
        for (int renderer : renderers) {
            goals.put(renderer, rounds(shared, renderer) + ROUNDS);
        }
        while (goals.entrySet().stream().anyMatch(goal -> rounds(shared, goal.getKey()) < goal.getValue())) {
            own.round(shared, shared);
            running.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(Peer::settled);
        }
    }

    private static int rounds(SharedObject shared, int renderer) {
        return Objects.requireNonNullElse(shared.get(Registers.progress(renderer), Integer.class), 0);
    }

    private Path newRecord() {
        Path record = directory.resolve("record" + records.size());
        records.add(record);
        return record;
    }
}
