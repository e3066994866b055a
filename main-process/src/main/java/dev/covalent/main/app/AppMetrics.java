package dev.covalent.main.app;

import dev.covalent.common.process.ProcessMemory;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.ProcessMetric;
import dev.covalent.main.UtilityProcess;
import dev.covalent.main.WebContents;
import dev.covalent.main.window.WindowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures the processes of an application from outside: no renderer is asked. Thread-safe. */
public final class AppMetrics {
    private final String name;
    private final WindowTable windows;
    private final Supplier<List<UtilityProcess>> utilities;

    /** A process that runs. */
    private record Running(ProcessMetric.Type type, long pid, int webContentsId, String name) {}

    /**
     * Makes one.
     *
     * @param name the name of the main process
     * @param windows whose renderers are measured
     * @param utilities gives the utility processes that run
     */
    public AppMetrics(String name, WindowTable windows, Supplier<List<UtilityProcess>> utilities) {
        this.name = name;
        this.windows = windows;
        this.utilities = utilities;
    }

    /**
     * Returns what each process uses now: the main process, then the renderers by the ids of their windows, then the utility
     * processes, then the spare renderer.
     */
    public List<ProcessMetric> all() {
        List<Running> running = new ArrayList<>();
        running.add(new Running(ProcessMetric.Type.MAIN, ProcessHandle.current().pid(), 0, name));
        for (BrowserWindow window : windows.getAllWindows()) {
            WebContents contents = window.webContents();
            long pid = contents.getOSProcessId();
            if (pid > 0) {
                running.add(new Running(
                        ProcessMetric.Type.RENDERER,
                        pid,
                        contents.id(),
                        page(contents).orElseGet(window::title)));
            }
        }
        for (UtilityProcess process : utilities.get()) {
            process.pid()
                    .ifPresent(
                            pid -> running.add(new Running(ProcessMetric.Type.UTILITY, pid, 0, process.serviceName())));
        }
        windows.spares()
                .processId()
                .ifPresent(pid -> running.add(new Running(
                        ProcessMetric.Type.SPARE, pid, 0, windows.spares().isReady() ? "spare" : "spare, starting")));
        Map<Long, Long> resident =
                ProcessMemory.resident(running.stream().map(Running::pid).toList());
        return running.stream()
                .map(process -> measured(process, resident.get(process.pid())))
                .toList();
    }

    /** Returns the page that main had a renderer show. */
    private Optional<String> page(WebContents contents) {
        return windows.session(contents.id()).flatMap(windows::openedBy).map(BrowserWindowOptions::page);
    }

    private static ProcessMetric measured(Running process, @Nullable Long resident) {
        Optional<ProcessHandle.Info> info = ProcessHandle.of(process.pid()).map(ProcessHandle::info);
        return new ProcessMetric(
                process.type(),
                process.pid(),
                process.webContentsId(),
                process.name(),
                info.flatMap(ProcessHandle.Info::totalCpuDuration),
                resident == null ? OptionalLong.empty() : OptionalLong.of(resident),
                info.flatMap(ProcessHandle.Info::startInstant));
    }
}
