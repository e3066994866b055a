package dev.covalent.launcher.demo;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.launcher.demo.flow.Flow;
import dev.covalent.launcher.demo.flow.Flows;
import dev.covalent.launcher.demo.flow.MainSide;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The demo's main process: it opens the two windows, has the flows run, and ends when they are done, or, with a display,
 * when the windows are closed. Whatever ends it, nothing is left behind.
 *
 * <p>Thread-safe.
 */
public final class DemoApplication implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DemoApplication.class);
    private static final String NAME = "covalent-demo";
    private static final String RUNTIME_DIRECTORY = "covalent.runtimeDir";
    private static final long EARLIER_LIFE_SECONDS = 60;
    private static final long CLOSE_SECONDS = 30;

    private final DemoOptions options;
    private final Transcript transcript;
    private final DemoDirectory directory = DemoDirectory.create();
    private final Children children;
    private final Cast cast = new Cast();
    private final Observations observations;
    private final ExecutorService thread = Threads.single("demo-director");
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicBoolean playedAgain = new AtomicBoolean();
    private volatile @Nullable MainProcess main;

    private DemoApplication(DemoOptions options) {
        this.options = options;
        transcript = new Transcript(options.output());
        children = new Children(directory.runtime(), transcript);
        observations = new Observations(transcript);
    }

    /**
     * Runs the demo to its end.
     *
     * @return 0 if every flow held, else 1
     */
    public static int run(DemoOptions options) throws InterruptedException {
        try (DemoApplication demo = new DemoApplication(options)) {
            Runtime.getRuntime().addShutdownHook(Threads.daemon("demo-shutdown", demo::close));
            return demo.play();
        }
    }

    /** Ends every process of the demo and deletes what it wrote; whoever comes second waits until that is done. */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            try {
                release();
            } finally {
                closed.complete(null);
            }
        }
        try {
            closed.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            log.error("The demo has not ended within {} s of its closing", CLOSE_SECONDS, late);
        }
    }

    private int play() throws InterruptedException {
        // A place of the demo's own: the one for all applications keeps a lock file for each name.
        System.setProperty(RUNTIME_DIRECTORY, directory.runtime().toString());
        String kept = FlowRunner.newNonce();
        liveEarlier(kept);
        try (MainProcess process = MainProcess.builder()
                .name(NAME)
                .userData(directory.userData())
                .headless(options.headless())
                .start()) {
            main = process;
            Director director = direct(process, Flows.inMain(kept));
            openWindows(process);
            await(thread.submit(() -> {
                director.playAll();
                return null;
            }));
            transcript.line(director.summary());
            if (options.headless()) {
                process.app().quit();
            }
            process.awaitQuit();
            if (playedAgain.get()) {
                transcript.line(director.summary());
            }
            return director.allHeld() ? 0 : 1;
        }
    }

    private void liveEarlier(String kept) throws InterruptedException {
        try (ChildJvm earlier = children.start(
                "earlier", EarlierLife.class.getName(), directory.userData().toString(), kept)) {
            earlier.onExit().get(EARLIER_LIFE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException failed) {
            log.error("The earlier life of the application did not end well; flow 11 will fail", failed);
        }
    }

    private Director direct(MainProcess process, List<Flow> flows) {
        MainSide side = MainDesk.open(process, cast, observations);
        flows.forEach(flow -> flow.serve(side));
        FlowRunner runner = new FlowRunner(side, observations, transcript);
        GuestFlow guests = new GuestFlow(process, children, cast, runner, flows, transcript);
        Director director = new Director(flows, runner, guests, cast, transcript);
        process.ipcMain().on(DemoPage.PLAY, (event, message) -> {
            int number = message.get(0, int.class);
            playedAgain.set(true);
            cast.withContents(event.sender().id())
                    .ifPresent(actor -> thread.execute(() -> {
                        try {
                            director.playAgain(number, actor);
                        } catch (InterruptedException interrupted) {
                            Thread.currentThread().interrupt();
                        }
                    }));
        });
        process.app().on(App.QUIT, exitCode -> stopWaiting("the application has quit"));
        return director;
    }

    private void openWindows(MainProcess process) {
        open(process, BrowserWindowOptions.page(IndexPage.class).title("Covalent demo: index"));
        open(process, BrowserWindowOptions.page(NewsPage.class).title("Covalent demo: news"));
    }

    private void open(MainProcess process, BrowserWindowOptions described) {
        BrowserWindow window = process.browserWindows().open(described.jvmFlags(DemoJvm.flags()));
        window.webContents()
                .on(WebContents.DID_FAIL_LOAD, error -> process.app().exit(1));
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, gone -> {
            log.error("Renderer of '{}' is gone: {}", window.title(), gone.reason());
            process.app().exit(1);
        });
        if (!options.headless()) {
            transcript.copyTo(line -> show(window, line));
        }
    }

    private static void show(BrowserWindow window, String line) {
        try {
            window.webContents().send(DemoPage.LINE, line);
        } catch (IllegalStateException closed) {
            log.debug("A line came after '{}' was closed", window.title(), closed);
        }
    }

    private void stopWaiting(String why) {
        cast.close(why);
        observations.close();
    }

    private void release() {
        thread.shutdownNow();
        stopWaiting("the demo ends");
        children.close();
        MainProcess process = main;
        if (process != null) {
            process.close();
        }
        directory.close();
    }

    private void await(Future<?> played) throws InterruptedException {
        try {
            played.get();
        } catch (ExecutionException failed) {
            if (!closing.get()) {
                log.error("The flows could not all be run", failed.getCause());
            }
        }
    }
}
