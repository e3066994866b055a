package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.GoneReason;
import dev.covalent.common.Subscription;
import dev.covalent.common.endpoint.EndpointDescriptor;
import dev.covalent.common.endpoint.EndpointLocator;
import dev.covalent.common.endpoint.RuntimeDirectory;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.AttachingRenderer;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.PreventableEvent;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.Renderer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Renderers that were launched separately: who lets them in, and what main can do with their processes. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class AttachedRendererIT {
    private static final String NAME = "guests";

    @TempDir
    private Path userData;

    private @Nullable MainProcess main;
    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        main = MainProcess.builder()
                .name(NAME)
                .headless(true)
                .userData(userData)
                .start();
        App app = main().app();
        app.on(App.WINDOW_ALL_CLOSED, ignored -> {}); // whoever listens decides that it does not quit
        app.on(App.WEB_CONTENTS_CREATED, contents -> told.add("created"));
        app.on(App.RENDER_PROCESS_GONE, gone -> told.add("gone " + gone.reason()));
    }

    @AfterEach
    void stop() {
        main().close();
    }

    private MainProcess main() {
        if (main == null) {
            throw new IllegalStateException("not started");
        }
        return main;
    }

    @Test
    void attach_preventedByAListener_isTurnedAway_andNobodyHearsOfIt() {
        List<AttachingRenderer> asked = new CopyOnWriteArrayList<>();
        try (Subscription policy = main().app().on(App.RENDERER_ATTACHING, event -> {
            asked.add(event.target());
            event.preventDefault();
        })) {
            assertThat(policy).isNotNull();
            assertThatThrownBy(() -> Renderer.attachment(NAME).title("guest").attach())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The application does not let this process attach: a listener of 'renderer-attaching'"
                            + " says so");
        }

        assertThat(asked)
                .containsExactly(new AttachingRenderer(ProcessHandle.current().pid(), "guest"));
        assertThat(asked.get(0).process()).contains(ProcessHandle.current());
        try (Renderer later = Renderer.attach(NAME)) {
            assertThat(main().browserWindows().getAllWindows())
                    .extracting(BrowserWindow::id)
                    .containsExactly(later.windowId());
        }
        assertThat(told).containsExactly("created");
    }

    @Test
    void attach_listenerThatThrows_isTurnedAway_andTheErrorIsReported() {
        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        main().app().on(App.UNCAUGHT_EXCEPTION, uncaught::complete);
        main().app().on(App.RENDERER_ATTACHING, event -> {
            throw new IllegalArgumentException("cannot tell");
        });

        assertThatThrownBy(() -> Renderer.attach(NAME))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not let this process attach");
        assertThat(Peer.settled(uncaught)).hasMessage("cannot tell");
        assertThat(told).isEmpty();
    }

    @Test
    void attach_listenerThatDoesNotPrevent_isLetIn_andWindowsThatMainOpensAreNotAskedFor() throws Exception {
        main().app()
                .on(
                        App.RENDERER_ATTACHING,
                        event -> told.add("asked for " + event.target().title()));

        BrowserWindow window = ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(ScriptPage.class));
        try (Renderer renderer = Renderer.attachment(NAME).title("guest").attach()) {
            assertThat(main().browserWindows().getAllWindows())
                    .extracting(BrowserWindow::id)
                    .containsExactly(window.id(), renderer.windowId());
        }

        assertThat(told).containsExactly("created", "asked for guest", "created");
    }

    @Test
    void attach_toAnApplicationThatLetsNobodyIn_isTurnedAway(@TempDir Path other) {
        try (MainProcess closed = MainProcess.builder()
                .name("closed")
                .headless(true)
                .userData(other)
                .attachedRenderers(false)
                .start()) {
            closed.app().on(App.RENDERER_ATTACHING, event -> told.add("asked"));

            assertThatThrownBy(() -> Renderer.attach("closed"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The application does not let this process attach:"
                            + " MainProcess.builder().attachedRenderers(false) says so");
            assertThat(closed.browserWindows().getAllWindows()).isEmpty();
        }
        assertThat(told).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing stops a process there")
    void forcefullyCrashed_stoppedAndLaunchedSeparately_isKilled_andToldOnce() throws Exception { // WIN-31
        try (Fork attached = Fork.of("attach", NAME)) {
            WebContents contents = contents(attached);
            CompletableFuture<Object> destroyed = new CompletableFuture<>();
            contents.on(WebContents.DESTROYED, destroyed::complete);
            Signals.send("STOP", attached.process());

            contents.forcefullyCrashRenderer();

            assertThat(attached.awaitExit().exitCode()).isEqualTo(128 + 9);
            Peer.settled(destroyed);
            assertThat(told).containsExactly("created", "gone " + GoneReason.KILLED);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing stops a process there")
    void close_stoppedAndLaunchedSeparately_isKilledWhenItsGraceIsOver() throws Exception { // F8
        try (Fork attached = Fork.of("attach", NAME)) {
            BrowserWindow window =
                    main().browserWindows().fromWebContents(contents(attached)).orElseThrow();
            CompletableFuture<Object> closed = new CompletableFuture<>();
            window.on(BrowserWindow.CLOSED, closed::complete);
            Signals.send("STOP", attached);

            window.close();

            assertThat(attached.awaitExit().exitCode()).isEqualTo(128 + 9);
            Peer.settled(closed);
            assertThat(told).containsExactly("created");
        }
    }

    @Test
    void turnedAway_andStays_isCutOff_andNobodyHearsOfIt() throws Exception {
        main().app().on(App.RENDERER_ATTACHING, PreventableEvent::preventDefault);
        EndpointDescriptor endpoint = new EndpointLocator(RuntimeDirectory.open()).find(NAME);
        try (Client guest = Client.attach(endpoint)) {
            CompletableFuture<Boolean> cut = guest.lifelineEnd();

            assertThatThrownBy(() -> guest.link().open(new Introduction(4711, 0, "guest").encode()))
                    .isInstanceOf(SecurityException.class);

            assertThat(Peer.settled(cut)).isTrue();
        }
        assertThat(told).isEmpty();
        assertThat(main().browserWindows().getAllWebContents()).isEmpty();
    }

    @Test
    void forcefullyCrashed_inAProcessOfItsOwnLife_isCutOffAndThatLivesOn() throws Exception {
        try (Fork attached = Fork.of("attach-outliving", NAME)) {
            WebContents contents = contents(attached);

            contents.forcefullyCrashRenderer();

            attached.take("closed");
            assertThat(attached.process().isAlive()).isTrue();
        }
    }

    /** The renderer is in this process, which main must not kill. */
    @Test
    void forcefullyCrashed_inMainsOwnProcess_isCutOff() throws Exception {
        try (Renderer renderer = Renderer.attach(NAME)) {
            WebContents contents = main().browserWindows()
                    .webContentsFromId(renderer.webContentsId())
                    .orElseThrow();

            contents.forcefullyCrashRenderer();

            assertThat(renderer.awaitClose(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void preventDefault_onceTheListenersHaveReturned_hasNoEffect() throws Exception {
        CompletableFuture<PreventableEvent<AttachingRenderer>> event = new CompletableFuture<>();
        main().app().on(App.RENDERER_ATTACHING, event::complete);

        try (Renderer renderer = Renderer.attach(NAME)) {
            event.get(10, TimeUnit.SECONDS).preventDefault();
            CompletableFuture<String> answered =
                    renderer.ipcRenderer().invoke("nobody").handle((value, thrown) -> "answered");
            assertThat(Peer.settled(answered)).isEqualTo("answered");
            assertThat(renderer.isClosed()).isFalse();
        }
    }

    private WebContents contents(Fork attached) throws InterruptedException {
        int id = Integer.parseInt(attached.take("attached "));
        return main().browserWindows().webContentsFromId(id).orElseThrow();
    }
}
