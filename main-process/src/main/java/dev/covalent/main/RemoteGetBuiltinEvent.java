package dev.covalent.main;

import dev.covalent.common.AppHandle;
import dev.covalent.common.ProcessInfo;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A renderer first uses a part of {@code remote} that comes with it. Mirrors {@code remote-get-builtin}.
 *
 * <p>{@code app} lets a page end the application. It gives no windows: who listens there for new windows or contents is
 * asked about as {@code BrowserWindow} or {@code webContents}. {@code BrowserWindow} lets a page open windows and close
 * those of others. Each is asked about by itself: whoever gives fewer windows in place of {@code BrowserWindow} gives them in
 * place of {@code webContents} too, or the page finds all contents there.
 *
 * <p>What is given in place of a part is the application's own code, which runs on the main process's event loop, while the
 * page waits. What it throws reaches the page as the failure of its call, if the page waits for one, else {@code uncaughtException};
 * an answer that makes no sense, as null or a window of another application, is a failure.
 *
 * <p>What is granted or given stays so until the renderer ends, or asks again and is denied, or given something else.
 */
public non-sealed interface RemoteGetBuiltinEvent extends RemoteGetEvent {

    /** Returns which: {@code BrowserWindow}, {@code webContents}, {@code app} or {@code process}. */
    String name();

    /**
     * Gives it something in place of {@code app}: the page has its name and version, and {@code quit} and {@code exit} go to
     * it. The events that the page hears are the application's.
     *
     * @throws IllegalArgumentException if another part is asked for
     */
    void returnValue(AppHandle app);

    /**
     * Gives it something in place of {@code BrowserWindow} or {@code webContents}: what the page finds, lists and opens goes
     * to it, each time. The page hears of those new windows only that it finds there, and may use those windows only that it
     * got there; these it may use as long as it likes. An {@code open} that throws an {@code IllegalArgumentException} or {@code
     * IllegalStateException} refuses to. {@link BrowserWindows#only} makes such windows.
     *
     * @param windows have windows of this application only, closed ones aside
     * @throws IllegalArgumentException if another part is asked for
     * @see BrowserWindows#only(Predicate)
     */
    void returnValue(BrowserWindows windows);

    /**
     * Gives it something in place of {@code process}.
     *
     * @param process says what the page learns, each time
     * @throws IllegalArgumentException if another part is asked for
     */
    void returnValue(Supplier<ProcessInfo> process);
}
