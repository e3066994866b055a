package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract with each renderer in a JVM of its own, forked by main. */
final class ForkedIpcIT extends IpcContract {

    @Override
    BrowserWindow open(MainProcess main, String title) {
        return loaded(main, BrowserWindowOptions.page(ScriptPage.class).title(title));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void sockets_ofAllProcesses_oneListens() throws IOException {
        assertThat(Sockets.listening(ProcessHandle.current().pid())).hasSize(1);
        for (Peer renderer : List.of(fixture().first, fixture().second)) {
            assertThat(Sockets.listening(renderer.contents().getOSProcessId())).isEmpty();
        }
    }

    /** What main does not hold takes nothing, in main and in the renderer. */
    @ParameterizedTest
    @ValueSource(ints = {10_001, 100_000})
    @Timeout(MainSnapshot.TEST_SECONDS)
    void callbacks_manyMadeAndDropped_leaveNothing(int many)
            throws InterruptedException { // F14, REM-44, REM-48, REM-50
        String name = fixture().name("counter");
        Counter forgetful = new SharedCounter() {
            @Override
            public void onChange(Watcher watcher) {
                if (watchers.isEmpty()) {
                    super.onChange(watcher);
                }
            }
        };
        fixture().main.globals().share(name, Counter.class, forgetful);
        int held = proxiesInMain();
        int kept = callbacksInTheFirst();

        fixture()
                .first
                .run(Script.ERRAND, Errand.PASS_CALLBACKS.name(), name, 1); // what is made for the first one stays
        MainSnapshot before = MainSnapshot.take();
        long heap = heapOfTheFirst();
        fixture().first.run(Script.ERRAND, Errand.PASS_CALLBACKS.name(), name, many);

        assertThat(Eventually.becomes(held + 1, ForkedIpcIT::proxiesInMain)).isEqualTo(held + 1);
        assertThat(Eventually.becomes(kept + 1, this::callbacksInTheFirst)).isEqualTo(kept + 1);
        before.assertBack();
        assertThat(Eventually.becomes(true, () -> heapOfTheFirst() < heap * 1.05))
                .as("the renderer's heap is back, at %s bytes", heap)
                .isTrue();
        assertThat(forgetful.add(5)).isEqualTo(5);
        assertThat(fixture().first.heard(name, 1)).containsExactly(new Heard(0, 0, List.of(0, 5)));
    }

    /** What a renderer does not hold takes nothing, in main and in the renderer. */
    @Test
    @Timeout(MainSnapshot.TEST_SECONDS)
    void references_aHundredThousandMadeAndDropped_leaveNothing() throws InterruptedException { // REM-44, REM-48
        String name = fixture().name("mint");
        fixture().main.globals().share(name, Mint.class, new SharedMint());
        fixture()
                .first
                .run(
                        Script.ERRAND,
                        Errand.MAKE_REFERENCES.name(),
                        name,
                        1_000); // what is made for the first ones stays
        assertThat(Eventually.becomes(0, this::coinsInMain)).isZero();
        int held = passedByMain();
        int proxies = proxiesInTheFirst();
        MainSnapshot before = MainSnapshot.take();
        long heap = heapOfTheFirst();

        int sum = fixture()
                .first
                .run(Script.ERRAND, Errand.MAKE_REFERENCES.name(), name, 100_000)
                .get(int.class);

        assertThat(sum).isEqualTo(2 * 100_000);
        assertThat(Eventually.becomes(0, this::coinsInMain)).isZero();
        assertThat(Eventually.becomes(held, ForkedIpcIT::passedByMain)).isEqualTo(held);
        assertThat(Eventually.becomes(proxies, this::proxiesInTheFirst)).isEqualTo(proxies);
        before.assertBack();
        assertThat(Eventually.becomes(true, () -> heapOfTheFirst() < heap * 1.05))
                .as("the renderer's heap is back, at %s bytes", heap)
                .isTrue();
    }

    private int coinsInMain() {
        int unused = proxiesInTheFirst(); // which collects the garbage there
        return Instances.of(SharedMint.class.getName() + "$Minted");
    }

    private static int passedByMain() {
        return Instances.of("dev.covalent.common.remote.PassedObjects$Passed");
    }

    private int proxiesInTheFirst() {
        return fixture()
                .first
                .run(Script.ERRAND, Errand.INSTANCES.name(), "dev.covalent.renderer.remote.TypedProxy")
                .get(int.class);
    }

    private static int proxiesInMain() {
        return Instances.of("dev.covalent.main.global.CallbackProxy");
    }

    private long heapOfTheFirst() {
        return fixture().first.run(Script.ERRAND, Errand.HEAP.name()).get(long.class);
    }

    private int callbacksInTheFirst() {
        return fixture()
                .first
                .run(Script.ERRAND, Errand.INSTANCES.name(), "dev.covalent.common.remote.PassedObjects$Passed")
                .get(int.class);
    }

    /** Opens a window and waits until its page has loaded. */
    static BrowserWindow loaded(MainProcess main, BrowserWindowOptions options) {
        CompletableFuture<BrowserWindow> loaded = new CompletableFuture<>();
        BrowserWindow window = main.browserWindows().open(options);
        window.webContents().on(WebContents.DID_FINISH_LOAD, event -> loaded.complete(window));
        window.webContents()
                .on(
                        WebContents.DID_FAIL_LOAD,
                        error -> loaded.completeExceptionally(new IllegalStateException(error.toString())));
        window.webContents()
                .on(
                        WebContents.RENDER_PROCESS_GONE,
                        gone -> loaded.completeExceptionally(new IllegalStateException(gone.toString())));
        return Peer.settled(loaded);
    }
}
