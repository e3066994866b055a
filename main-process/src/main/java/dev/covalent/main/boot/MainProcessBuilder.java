package dev.covalent.main.boot;

import com.google.inject.Module;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.LoopWatch;
import dev.covalent.common.endpoint.ApplicationName;
import dev.covalent.common.endpoint.RuntimeDirectory;
import dev.covalent.common.instance.Handover;
import dev.covalent.common.instance.InstanceClaim;
import dev.covalent.common.instance.InstanceRequest;
import dev.covalent.common.instance.WorkingDirectory;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.process.ForegroundJvm;
import dev.covalent.main.MainProcess;
import dev.covalent.main.spare.SpareUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The builder that {@link MainProcess#builder} finds. Not thread-safe. */
public final class MainProcessBuilder implements MainProcess.Builder {
    private final List<Module> modules = new ArrayList<>();
    private final List<Consumer<MainProcess>> beforeReady = new ArrayList<>();
    private String name = MainSettings.defaultName();
    private boolean named = MainSettings.hasDefaultName();
    private @Nullable InstanceClaim claim;
    private String version = MainSettings.defaultVersion();
    private @Nullable Path userData;
    private long storageQuota = MainSettings.DEFAULT_STORAGE_QUOTA;
    private Duration launchTimeout = MainSettings.DEFAULT_TIMEOUT;
    private Duration requestTimeout = MainSettings.DEFAULT_TIMEOUT;
    private long queueBound = QueueLimits.DEFAULT_BOUND;
    private @Nullable Long highWaterMark;
    private Duration loopBlockedAfter = LoopWatch.DEFAULT_BLOCKED_AFTER;
    private Duration unresponsiveAfter = MainSettings.DEFAULT_UNRESPONSIVE_AFTER;
    private boolean headless = Boolean.getBoolean("covalent.headless");
    private boolean exitsJvm = Boolean.getBoolean("covalent.exitsJvm");
    private boolean operators = true;
    private boolean attachedRenderers = true;
    private @Nullable SpareUse spareRenderer;
    private boolean used;

    /** Makes a builder with every default; for the service loader. */
    public MainProcessBuilder() {
        ForegroundJvm.tellMistakesInOneLine();
    }

    @Override
    public MainProcess.Builder name(String value) {
        requireUnused();
        String wanted = new ApplicationName(value).value();
        if (claim != null && !wanted.equals(name)) {
            throw new IllegalStateException("This builder has the single-instance lock of '" + name
                    + "', so its name cannot become '" + wanted + "': set the name first");
        }
        name = wanted;
        named = true;
        return this;
    }

    @Override
    public MainProcess.Builder version(String value) {
        requireUnused();
        version = MainSettings.checkVersion(value);
        return this;
    }

    @Override
    public MainProcess.Builder install(Module... added) {
        requireUnused();
        modules.addAll(List.of(added));
        return this;
    }

    @Override
    public MainProcess.Builder beforeReady(Consumer<MainProcess> script) {
        requireUnused();
        beforeReady.add(Objects.requireNonNull(script, "script"));
        return this;
    }

    @Override
    public MainProcess.Builder userData(Path directory) {
        requireUnused();
        userData = Objects.requireNonNull(directory, "directory");
        return this;
    }

    @Override
    public MainProcess.Builder storageQuota(long bytes) {
        requireUnused();
        storageQuota = bytes;
        return this;
    }

    @Override
    public MainProcess.Builder launchTimeout(Duration limit) {
        requireUnused();
        launchTimeout = Objects.requireNonNull(limit, "limit");
        return this;
    }

    @Override
    public MainProcess.Builder requestTimeout(Duration limit) {
        requireUnused();
        requestTimeout = Objects.requireNonNull(limit, "limit");
        return this;
    }

    @Override
    public MainProcess.Builder queueBound(long bytes) {
        requireUnused();
        queueBound = bytes;
        return this;
    }

    @Override
    public MainProcess.Builder highWaterMark(long bytes) {
        requireUnused();
        highWaterMark = bytes;
        return this;
    }

    @Override
    public MainProcess.Builder unresponsiveAfter(Duration limit) {
        requireUnused();
        unresponsiveAfter = Objects.requireNonNull(limit, "limit");
        return this;
    }

    @Override
    public MainProcess.Builder loopBlockedAfter(Duration limit) {
        requireUnused();
        loopBlockedAfter = Objects.requireNonNull(limit, "limit");
        return this;
    }

    @Override
    public MainProcess.Builder operators(boolean allowed) {
        requireUnused();
        operators = allowed;
        return this;
    }

    @Override
    public MainProcess.Builder attachedRenderers(boolean allowed) {
        requireUnused();
        attachedRenderers = allowed;
        return this;
    }

    @Override
    public MainProcess.Builder spareRenderer(boolean kept) {
        requireUnused();
        spareRenderer = kept ? SpareUse.ON : SpareUse.OFF;
        return this;
    }

    @Override
    public MainProcess.Builder headless(boolean value) {
        requireUnused();
        headless = value;
        return this;
    }

    @Override
    public MainProcess.Builder exitsJvm(boolean value) {
        requireUnused();
        exitsJvm = value;
        return this;
    }

    @Override
    public boolean requestSingleInstanceLock(String... arguments) {
        return requestSingleInstanceLock(arguments, null);
    }

    @Override
    public boolean requestSingleInstanceLock(String[] arguments, @Nullable Object additionalData) {
        Objects.requireNonNull(arguments, "arguments");
        for (int i = 0; i < arguments.length; i++) {
            Objects.requireNonNull(arguments[i], "arguments[" + i + "]");
        }
        Handover handover = new Handover(
                List.of(arguments),
                WorkingDirectory.current(),
                StructuredClone.encode(additionalData, "additionalData"));
        requireUnused();
        if (!named) {
            throw new IllegalStateException("The application has no name that another instance could find it by:"
                    + " set one by name(…), or by the system property covalent.name");
        }
        if (claim == null) {
            claim = new InstanceRequest(RuntimeDirectory.open(), name, handover, InstanceRequest.LIMIT)
                    .run()
                    .orElse(null);
        }
        return claim != null;
    }

    @Override
    public void releaseSingleInstanceLock() {
        InstanceClaim given = claim;
        claim = null;
        if (given != null && !used) {
            given.close();
        }
    }

    @Override
    public MainProcess start() {
        MainSettings settings = settings();
        requireUnused();
        used = true;
        return RunningMainProcess.start(settings, beforeReady, claim);
    }

    /** Returns what it has been told so far, and the default of everything else. */
    MainSettings settings() {
        Long mark = highWaterMark;
        QueueLimits limits = mark == null ? QueueLimits.ofBound(queueBound) : new QueueLimits(queueBound, mark);
        SpareUse spare = spareRenderer;
        return new MainSettings(
                name,
                version,
                modules,
                userData,
                storageQuota,
                launchTimeout,
                requestTimeout,
                limits,
                loopBlockedAfter,
                unresponsiveAfter,
                headless,
                exitsJvm,
                operators,
                attachedRenderers,
                spare == null ? SpareUse.ofProperty() : spare);
    }

    private void requireUnused() {
        if (used) {
            throw new IllegalStateException("This builder has started a process already: make another");
        }
    }
}
