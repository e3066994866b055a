package dev.covalent.main.boot;

import com.google.inject.ConfigurationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import dev.covalent.common.concurrent.Countdown;
import dev.covalent.common.instance.InstanceClaim;
import dev.covalent.common.process.ForegroundJvm;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindows;
import dev.covalent.main.GlobalRegistry;
import dev.covalent.main.IpcMain;
import dev.covalent.main.MainProcess;
import dev.covalent.main.UtilityProcesses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A main process that runs. Thread-safe. */
final class RunningMainProcess implements MainProcess {
    private static final Logger log = LoggerFactory.getLogger(RunningMainProcess.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);
    private static final Duration TURN_LIMIT = Duration.ofSeconds(5);

    private final MainAssembly parts;
    private final JvmExit jvmExit;
    private final ShutdownHook hook;
    private volatile @Nullable Injector injector;

    private RunningMainProcess(MainAssembly parts, boolean exitsJvm) {
        this.parts = parts;
        this.jvmExit = new JvmExit(exitsJvm);
        this.hook = new ShutdownHook(parts, jvmExit);
    }

    /**
     * Starts it.
     *
     * @param beforeReady is run once all parts are there, and nobody else can reach them
     */
    static RunningMainProcess start(
            MainSettings settings, List<Consumer<MainProcess>> beforeReady, @Nullable InstanceClaim claim) {
        ForegroundJvm.followRunner();
        MainAssembly parts = MainAssembly.assemble(settings, claim);
        RunningMainProcess main = new RunningMainProcess(parts, settings.exitsJvm());
        try {
            parts.app().endBy(new AppEnding(parts, main.hook, main.jvmExit));
            List<Module> modules = new ArrayList<>(settings.modules());
            modules.add(new ApplicationModule(main));
            main.injector = Guice.createInjector(Stage.PRODUCTION, modules);
            main.hook.install();
            main.inTurn(() -> {
                beforeReady.forEach(each -> each.accept(main));
                parts.app().started(parts::publish);
            });
        } catch (RuntimeException | Error failed) {
            main.hook.remove();
            parts.release();
            parts.app().startFailed();
            throw failed;
        }
        log.info(
                "Main process '{}' runs as pid {}",
                settings.name(),
                ProcessHandle.current().pid());
        return main;
    }

    /** Runs the first turn; what it throws is for who starts this process. */
    private void inTurn(Runnable first) {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Runnable script = () -> {
            try {
                first.run();
            } catch (RuntimeException | Error failed) {
                thrown.set(failed);
            }
        };
        try {
            parts.loop().run(script, TURN_LIMIT);
        } catch (TimeoutException busy) {
            throw new IllegalStateException("The loop of '" + name() + "' is busy before it has started", busy);
        }
        if (thrown.get() instanceof RuntimeException failed) {
            throw failed;
        }
        if (thrown.get() instanceof Error failed) {
            throw failed;
        }
    }

    @Override
    public String name() {
        return parts.app().name();
    }

    @Override
    public App app() {
        return parts.app();
    }

    @Override
    public IpcMain ipcMain() {
        return parts.ipcMain();
    }

    @Override
    public BrowserWindows browserWindows() {
        return parts.windows();
    }

    @Override
    public UtilityProcesses utilityProcess() {
        return parts.utilities();
    }

    @Override
    public GlobalRegistry globals() {
        return parts.objects().registry();
    }

    @Override
    public <T> T instance(Class<T> type) {
        try {
            return Objects.requireNonNull(injector, "injector").getInstance(Objects.requireNonNull(type, "type"));
        } catch (ConfigurationException unbound) {
            throw new IllegalArgumentException(
                    "No module binds " + type.getName() + ": install one that does", unbound);
        }
    }

    @Override
    public int awaitQuit() throws InterruptedException {
        CompletableFuture<Integer> ended = parts.app().ended();
        if (!ended.isDone() && parts.loop().inTurn()) {
            throw new IllegalStateException("Waiting here would never end: this thread holds the turn of main's event"
                    + " loop, which the end of the application needs. Wait on another thread, or listen to App.QUIT");
        }
        jvmExit.waitFor(Thread.currentThread());
        try {
            return ended.get();
        } catch (InterruptedException givenUp) {
            jvmExit.forget(Thread.currentThread());
            throw givenUp;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Nothing completes the end exceptionally", impossible);
        }
    }

    @Override
    public void close() {
        if (!parts.app().isEnding()) {
            jvmExit.leave(); // whoever closes goes on by itself, perhaps with an exception
        }
        parts.app().exit(0);
        if (parts.loop().inTurn()) {
            return; // the end needs the loop, which whoever closes holds
        }
        CompletableFuture<Integer> ended = parts.app().ended();
        try {
            int unused = new Countdown(CLOSE_LIMIT).get(ended);
        } catch (TimeoutException late) {
            log.error("Main process '{}' has not ended within {} s of its closing", name(), CLOSE_LIMIT.toSeconds());
            parts.release();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Nothing completes the end exceptionally", impossible);
        }
    }

    @Override
    public String toString() {
        return "MainProcess '" + name() + "'";
    }
}
