package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.IpcClosedException;
import dev.covalent.common.RemoteAccessDeniedException;
import dev.covalent.main.App;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.LiveObject;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteBrowserWindows;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.RemoteObject;
import dev.covalent.renderer.RemoteWebContents;
import dev.covalent.renderer.Renderer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** REM-61: what of remote waits for main has a twin that does not. */
@Timeout(30)
final class RemoteAsyncTest {
    private static final int LIMIT_SECONDS = 10;
    private final MainProcess main = MainProcess.builder()
            .name("async-" + ProcessHandle.current().pid())
            .headless(true)
            .start();
    private final Renderer renderer =
            Renderer.attachment(main.name()).headless(true).attach();
    private final RemoteModule remote = renderer.remote();

    @AfterEach
    void close() {
        renderer.close();
        main.close();
    }

    @Test
    void getGlobalAsync_isWhatGetGlobalGives() {
        main.globals().share("bag", Map.of("count", 1));
        main.globals().share("number", IntSupplier.class, () -> 42);

        RemoteObject bag = Peer.settled(remote.getGlobalAsync("bag"));
        IntSupplier number = Peer.settled(remote.getGlobalAsync("number", IntSupplier.class));

        assertThat(bag).isSameAs(remote.getGlobal("bag"));
        assertThat(bag.get("count")).isEqualTo(1);
        assertThat(number).isSameAs(remote.getGlobal("number", IntSupplier.class));
        assertThat(number.getAsInt()).isEqualTo(42);
        assertThat(Peer.settled(remote.getGlobalAsync("none"))).isNull();
        assertThat(Peer.settled(remote.getGlobalAsync("none", IntSupplier.class)))
                .isNull();
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void getGlobalAsync_misuse_failsTheFuture() {
        main.globals().share("bag", Map.of());
        main.globals().share("number", IntSupplier.class, () -> 42);

        assertFails(remote.getGlobalAsync("number"), IllegalArgumentException.class, "is a typed object of");
        assertFails(
                remote.getGlobalAsync("bag", IntSupplier.class), IllegalArgumentException.class, "is a property bag");
        assertFails(remote.getGlobalAsync("bag", String.class), IllegalArgumentException.class, "String");
        assertFails(remote.getGlobalAsync(null), NullPointerException.class, "name");
        assertFails(remote.getGlobalAsync("bag", null), NullPointerException.class, "type");
    }

    @Test
    void getGlobalAsync_denied_failsTheFuture() {
        main.globals().share("bag", Map.of());
        main.app().on(App.REMOTE_GET_GLOBAL, event -> event.preventDefault());
        main.app().on(App.REMOTE_GET_BUILTIN, event -> event.preventDefault());

        assertFails(remote.getGlobalAsync("bag"), RemoteAccessDeniedException.class, "Blocked remote.getGlobal('bag')");
        assertFails(remote.appAsync(), RemoteAccessDeniedException.class, "Blocked remote.getBuiltin('app')");
        assertFails(remote.browserWindowAsync(), RemoteAccessDeniedException.class, "Blocked remote.getBuiltin");
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void builtinsAsync_areThoseThatWaitingGives() {
        RemoteBrowserWindows windows = Peer.settled(remote.browserWindowAsync());
        RemoteBrowserWindow own = Peer.settled(remote.getCurrentWindowAsync());
        RemoteWebContents contents = Peer.settled(remote.getCurrentWebContentsAsync());

        assertThat(windows).isSameAs(remote.browserWindow());
        assertThat(own).isSameAs(remote.getCurrentWindow());
        assertThat(contents).isSameAs(remote.getCurrentWebContents());
        assertThat(Peer.settled(remote.appAsync())).isSameAs(remote.app());
        assertThat(Peer.settled(Peer.settled(remote.processAsync()).infoAsync()).pid())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(Peer.settled(Peer.settled(remote.webContentsAsync()).fromIdAsync(contents.id())))
                .contains(contents);
        assertThat(Peer.settled(windows.fromIdAsync(own.id()))).contains(own);
        assertThat(Peer.settled(windows.fromIdAsync(-1))).isEmpty();
        assertThat(Peer.settled(windows.getAllWindowsAsync())).containsExactly(own);
        assertThat(Peer.settled(windows.getFocusedWindowAsync())).isEqualTo(Optional.empty());
        assertThat(Peer.settled(own.isDestroyedAsync())).isFalse();
        assertThat(Peer.settled(contents.isDestroyedAsync())).isFalse();
        assertThat(Peer.settled(contents.getOSProcessIdAsync()))
                .isEqualTo(ProcessHandle.current().pid());
        assertFails(windows.openAsync(null), NullPointerException.class, "options");
    }

    /** The answers come while the loop itself waits for one of them. */
    @Test
    void async_joinedOnTheLoop_completes() {
        main.globals().share("bag", Map.of("count", 1));
        CompletableFuture<Object> read = new CompletableFuture<>();
        renderer.ipcRenderer().on("go", (event, message) -> {
            RemoteObject bag = remote.getGlobalAsync("bag").join();
            RemoteBrowserWindow own = remote.getCurrentWindowAsync().join();
            boolean destroyed = own.isDestroyedAsync().join();
            try (LiveObject live = bag.async().live().join()) {
                read.complete(destroyed ? "destroyed" : live.get("count"));
            }
        });

        main.browserWindows().broadcast("go");

        assertThat(Peer.settled(read)).isEqualTo(1);
    }

    /** Main asks what the stages come to while the loop waits for what it makes of them. */
    @Test
    void stageArgument_ofACallThatIsJoinedOnTheLoop_isAwaitedInMain() { // REM-39
        main.globals()
                .share(
                        "sum",
                        Sum.class,
                        (one, other) -> one.thenCombine(other, Integer::sum).toCompletableFuture());
        CompletableFuture<List<Integer>> sums = new CompletableFuture<>();
        CompletableFuture<Integer> slow = new CompletableFuture<>();
        renderer.ipcRenderer().on("go", (event, message) -> {
            Sum sum = remote.getGlobal("sum", Sum.class);
            CompletableFuture<Integer> three = CompletableFuture.completedFuture(3);
            CompletableFuture<Integer> chained = sum.of(three, three).thenCompose(six -> sum.of(three, slow));
            sums.complete(List.of(
                    sum.of(three, three).join(),
                    sum.of(three, CompletableFuture.supplyAsync(() -> 4)).get(LIMIT_SECONDS, TimeUnit.SECONDS),
                    chained.get(LIMIT_SECONDS, TimeUnit.SECONDS)));
        });

        main.browserWindows().broadcast("go");
        slow.complete(5);

        assertThat(Peer.settled(sums)).containsExactly(6, 7, 8);
    }

    interface Sum {
        CompletableFuture<Integer> of(CompletionStage<Integer> one, CompletionStage<Integer> other);
    }

    /** A copy is not read any more when nobody keeps it up to date. */
    @Test
    void live_rendererClosed_failsLikeEveryRead() {
        main.globals().share("bag", Map.of("count", 1));
        LiveObject live = remote.getGlobal("bag").live();
        assertThat(live.isLocal()).isTrue();

        renderer.close();

        assertThat(live.isLocal()).isFalse();
        assertThatThrownBy(() -> live.get("count")).hasMessage("IPC method called after context was released");
        live.close();
        assertFails(remote.getGlobalAsync("bag"), IpcClosedException.class, "");
    }

    @Test
    void live_denied_throws() {
        main.globals().share("bag", Map.of("count", 1));
        RemoteObject bag = remote.getGlobal("bag");
        main.app().on(App.REMOTE_GET_GLOBAL, event -> event.preventDefault());
        try (LiveObject granted = bag.live()) {
            assertThat(granted.isLocal()).as("what was got before").isTrue();
            main.globals().share("bag", Map.of("count", 2));

            assertThatThrownBy(() -> granted.get("count"))
                    .isInstanceOf(RemoteAccessDeniedException.class)
                    .hasMessage("Blocked remote.getGlobal('bag')");
            assertThat(granted.isLocal()).isFalse();
        }
        assertThatThrownBy(bag::live).isInstanceOf(RemoteAccessDeniedException.class);
    }

    private static void assertFails(CompletableFuture<?> future, Class<?> type, String message) {
        assertThatThrownBy(() -> Peer.settled(future))
                .isInstanceOfAny(CompletionException.class, type)
                .satisfies(thrown -> assertThat(thrown instanceof CompletionException ? thrown.getCause() : thrown)
                        .isInstanceOf(type)
                        .hasMessageContaining(message));
    }
}
