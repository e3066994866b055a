package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.Value;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.SharedObject;
import dev.covalent.main.WebContents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** DAT-03 between processes: no update of anybody is lost, nor half done, also when its process is killed. */
@Timeout(180)
@ExtendWith(LeakCheck.class)
final class BankIT {
    private static final int TELLERS = 6;
    private static final int ORDERS = 100;
    private static final int ORDERS_BEFORE_THE_KILL = 20;

    /** Every second one reads of a copy of its own; the last is killed at its work. */
    @Test
    void transfers_ofSixRenderers_oneOfThemKilled_loseNothing(@TempDir Path userData) { // DAT-03
        try (MainProcess main = MainProcess.builder()
                .name("bank")
                .headless(true)
                .userData(userData)
                .start()) {
            SharedObject bank = main.globals().share("bank", Bank.opened(TELLERS));
            Scripts scripts = new Scripts(main.ipcMain());
            List<BrowserWindow> windows = new ArrayList<>();
            for (int i = 0; i < TELLERS; i++) {
                windows.add(ForkedIpcIT.loaded(main, BrowserWindowOptions.page(ScriptPage.class)));
            }
            List<CompletableFuture<Value>> serving = new ArrayList<>();
            for (int teller = 1; teller <= TELLERS; teller++) {
                BrowserWindow window = windows.get(teller - 1);
                Peer peer = new Peer(scripts, window.webContents(), window.id());
                int orders = teller == TELLERS ? Integer.MAX_VALUE : ORDERS;
                serving.add(peer.start(Errand.SERVE_BANK, "bank", teller, orders, teller % 2 == 0));
            }
            serving.remove(TELLERS - 1);
            WebContents victim = windows.get(TELLERS - 1).webContents();
            CompletableFuture<RenderProcessGone> gone = new CompletableFuture<>();
            victim.on(WebContents.RENDER_PROCESS_GONE, gone::complete);

            watch(bank, () -> bank.get(Bank.done(TELLERS), int.class) >= ORDERS_BEFORE_THE_KILL);
            victim.forcefullyCrashRenderer();
            watch(bank, () -> gone.isDone() && serving.stream().allMatch(CompletableFuture::isDone));

            serving.forEach(
                    served -> assertThat(Peer.settled(served).get(int.class)).isEqualTo(ORDERS));
            List<Integer> done = IntStream.rangeClosed(1, TELLERS)
                    .mapToObj(teller -> bank.get(Bank.done(teller), Integer.class))
                    .toList();
            assertThat(Bank.balances(bank.snapshot())).isEqualTo(Bank.balances(done));
            int orders = done.stream().mapToInt(Integer::intValue).sum();
            assertThat(bank.get(Bank.COUNT, int.class))
                    .as("what all have counted, of which the killed one may have missed its last")
                    .isBetween(orders - 1, orders);
        }
    }

    /** Looks again and again whether money came or went, until something is so. */
    private static void watch(SharedObject bank, BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            assertThat(Bank.total(bank.snapshot())).isZero();
        }
    }
}
