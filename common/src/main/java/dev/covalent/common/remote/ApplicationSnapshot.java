package dev.covalent.common.remote;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an application was like at some moment.
 *
 * @param name the name of the main process
 * @param version the application's
 * @param loopLag how long main's loop takes to come to its next turn
 * @param usage what the main process uses
 * @param windows its windows, by id
 * @param utilities its utility processes that run, in the order they were forked
 * @param spare what the renderer uses that waits for a page; null if there is none
 */
public record ApplicationSnapshot(
        String name,
        String version,
        Duration loopLag,
        ProcessUsage usage,
        List<WindowSnapshot> windows,
        List<UtilitySnapshot> utilities,
        @Nullable ProcessUsage spare) {

    /** Checks that nothing is null. */
    public ApplicationSnapshot {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(loopLag, "loopLag");
        Objects.requireNonNull(usage, "usage");
        windows = List.copyOf(windows);
        utilities = List.copyOf(utilities);
    }

    /**
     * A window.
     *
     * @param id the window's
     * @param webContentsId that of what it shows
     * @param page the page's class; null if its renderer attached by itself
     * @param title the window's
     * @param state {@code starting}, {@code loading}, {@code loaded}, {@code failed}, {@code unresponsive} or
     *     {@code crashed}
     * @param crash how its renderer ended; null unless it has crashed
     * @param focused whether it has the focus
     * @param queuedBytes what waits for its renderer
     * @param references the objects of main's that its renderer holds
     * @param callbacks the callbacks of its renderer that main holds
     * @param usage what its renderer uses; null if that has no process, or not any more
     */
    public record WindowSnapshot(
            int id,
            int webContentsId,
            @Nullable String page,
            String title,
            String state,
            @Nullable CrashSnapshot crash,
            boolean focused,
            long queuedBytes,
            InterfaceCounts references,
            InterfaceCounts callbacks,
            @Nullable ProcessUsage usage) {

        /** Checks that nothing is null that may not be. */
        public WindowSnapshot {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(references, "references");
            Objects.requireNonNull(callbacks, "callbacks");
        }

        /** Returns the same with what its renderer uses. */
        public WindowSnapshot using(@Nullable ProcessUsage used) {
            return new WindowSnapshot(
                    id, webContentsId, page, title, state, crash, focused, queuedBytes, references, callbacks, used);
        }
    }

    /**
     * The end of a renderer that nobody had announced.
     *
     * @param reason why
     * @param exitCode the exit value; -1 where there is none to ask for
     */
    public record CrashSnapshot(String reason, int exitCode) {

        /** Checks that the reason is there. */
        public CrashSnapshot {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * A utility process.
     *
     * @param name what it is called
     * @param usage what it uses
     */
    public record UtilitySnapshot(String name, ProcessUsage usage) {

        /** Checks that nothing is null. */
        public UtilitySnapshot {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(usage, "usage");
        }
    }

    /**
     * What a process uses.
     *
     * @param pid its id
     * @param upMillis how long it has run; -1 if unknown
     * @param cpuMillis how much processor time it has used; -1 if unknown
     * @param residentBytes how much of it is in memory; -1 if unknown
     */
    public record ProcessUsage(long pid, long upMillis, long cpuMillis, long residentBytes) {}
}
