package dev.covalent.main;

import com.google.inject.Module;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The main process: it owns the application's windows, messages, shared objects and life cycle, and publishes the
 * registry that renderers reach it by.
 *
 * <p>One JVM may hold several, each under a name of its own. Listeners and handlers run one at a time on this process's
 * event loop. Thread-safe.
 */
public interface MainProcess extends AutoCloseable {

    /**
     * Starts a main process with every default.
     *
     * @throws IllegalStateException as {@link Builder#start} does
     */
    static MainProcess start() {
        return builder().start();
    }

    /** Returns a builder that finds its implementation on the class path. */
    static Builder builder() {
        return ServiceLoader.load(Builder.class, MainProcess.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No implementation of " + Builder.class.getName() + ": is covalent-main-process complete?"));
    }

    /** Returns the name under which renderers find this process. */
    String name();

    /** Returns the life cycle of the application. */
    App app();

    /** Returns the main process's end of the messages. */
    IpcMain ipcMain();

    /** Returns the windows of the application. */
    BrowserWindows browserWindows();

    /** Returns what forks JVMs that work for the application beside its windows. */
    UtilityProcesses utilityProcess();

    /** Returns the objects that this process shares with its renderers. */
    GlobalRegistry globals();

    /**
     * Returns an object of the application's own, as the installed modules bind it.
     *
     * @param type bound by a module given to {@link Builder#install}, or one of this API's own types
     * @throws IllegalArgumentException if nothing binds it
     */
    <T> T instance(Class<T> type);

    /**
     * Waits until the application has quit and everything it held is released.
     *
     * @return the exit code given to {@link App#exit}, or 0
     * @throws IllegalStateException if the calling thread holds the event loop, which the end needs: it would never come
     * @throws InterruptedException if the calling thread is interrupted first
     */
    int awaitQuit() throws InterruptedException;

    /**
     * Quits as {@link App#exit} with 0 does, and waits until everything is released. Called on the event loop, as a listener
     * does, it only begins that and returns at once: the rest needs the loop. Closing twice is a no-op.
     *
     * <p>Afterwards no window can be opened, no utility process forked, ports post nothing, and there is nobody whom a broadcast would reach; what is
     * added or shared is kept, and of no use.
     */
    @Override
    void close();

    /**
     * Settings of a main process. Not thread-safe; starts one process, and can be set to nothing else then: every setter
     * throws an {@code IllegalStateException} after {@link #start}.
     */
    interface Builder {

        /**
         * Sets the name under which separately launched renderers find the process; by default {@code covalent-} and
         * the process id, or the system property {@code covalent.name}.
         *
         * @param name 1 to 64 of letters, digits, {@code . _ -}, not starting with a dot
         */
        Builder name(String name);

        /**
         * Sets the application's version, which {@code app().version()} tells; by default the {@code
         * Implementation-Version} in the manifest of the jar that has the class which calls {@link MainProcess#builder} or
         * {@link MainProcess#start}, or {@code 0.0.0} if there is none.
         *
         * @param version not blank, at most 100 characters
         */
        Builder version(String version);

        /** Adds the application's own bindings, which may inject every type of this API. */
        Builder install(Module... modules);

        /**
         * Adds what is run before the application is ready, as the first turn of Electron's main script is: the place for
         * listeners of {@link App#READY}, and for others that are to miss nothing. It is run by {@link #start}, in a turn of
         * the event loop, after what was added before it; all of the process is there, but nobody can attach, no window be opened
         * and no utility process be forked until it is ready. To quit or exit begins when all has been run; an application that
         * exits then was never there for others.
         *
         * @param script is given the process; what it throws, {@code start} throws, and nothing is left of the process
         */
        Builder beforeReady(Consumer<MainProcess> script);

        /** Sets the directory that keeps the application's data; by default the platform's, by name. */
        Builder userData(Path directory);

        /** Sets the most bytes that localStorage may hold; by default 10 MiB. */
        Builder storageQuota(long bytes);

        /**
         * Sets how long a renderer or utility process may take from its fork until it has connected; by default 30 s. A
         * renderer may wait as long for its fork.
         */
        Builder launchTimeout(Duration limit);

        /**
         * Sets how long {@code sendSync}, {@code invoke}, remote calls and calls of a renderer's callbacks may go
         * unanswered; by default 30 s.
         */
        Builder requestTimeout(Duration limit);

        /**
         * Sets the most bytes that may wait for one renderer before sending to it is refused, and that its requests which are
         * not answered yet may take; by default 64 MiB. Each message counts 64 for its keeping. What cannot be refused
         * (replies, storage changes) may take as much again; then the renderer is cut off.
         */
        Builder queueBound(long bytes);

        /**
         * Sets how many bytes may wait for one receiver before senders are told by a result of false; by default 1 MiB, or a
         * quarter of the queue bound if that is less.
         *
         * @param bytes 1 to a quarter of the queue bound
         */
        Builder highWaterMark(long bytes);

        /** Sets how long the event loop may be busy with one turn before that is reported; by default 5 s. */
        Builder loopBlockedAfter(Duration limit);

        /**
         * Sets how long the event loop of a page may not turn, or its process be stopped, before the page counts as
         * unresponsive; by default 5 s. It is told within one and a half times as long.
         */
        Builder unresponsiveAfter(Duration limit);

        /**
         * Lets operators' tools in, such as {@code covalent ps} and {@code covalent trace}, or not; by default they are let
         * in. They can see and do what a renderer that attaches by itself can, and see all that passes, but are no window of
         * the application's. Whoever is the same user of the system could do as much in other ways: this is a setting, not a
         * protection.
         */
        Builder operators(boolean allowed);

        /**
         * Lets renderers attach that were launched separately, or not; by default they are let in. {@link
         * App#RENDERER_ATTACHING} decides about one at a time. Whoever is the same user of the system could do as much in
         * other ways: this is a setting, not a protection.
         */
        Builder attachedRenderers(boolean allowed);

        /**
         * Keeps a spare renderer, or never one: a process that has started, has connected, and waits for a page, so that the
         * next window opens faster. By default one is kept once the application has opened a second window; {@code true}
         * keeps one once it has opened a window at all. The next window to be opened, or page to be loaded, whose JVM is to
         * be run in the same way takes it, and another is made when that page has loaded. There is never more than one, and
         * none where less than 512 MiB of memory are free.
         *
         * <p>It is no window and no contents; {@code app().getAppMetrics()} lists it. It does not keep the application alive,
         * and ends with it.
         */
        Builder spareRenderer(boolean kept);

        /** Makes every window headless; by default windows are real where there is a display. */
        Builder headless(boolean headless);

        /**
         * Ends this JVM with the application, as Electron ends its process: once everything is released, by {@code
         * System.exit} with the exit code that {@link App#exit} was given, or 0. By default the JVM goes on, since it may be
         * another's; {@code covalent run} and the system property {@code covalent.exitsJvm} have it end.
         *
         * <p>The JVM's shutdown hooks run. What follows {@link #awaitQuit} runs before, on the threads that wait there when the
         * application ends and are no daemons, for up to 5 s; one that calls {@code System.exit} decides the status. An
         * application that is ended by {@link #close}, or because its JVM ends, leaves the JVM alone. Of several main processes
         * in one JVM the first that ends counts.
         */
        Builder exitsJvm(boolean exits);

        /**
         * Asks to be the only instance of the application, without additional data, as {@link
         * #requestSingleInstanceLock(String[], Object)} does.
         */
        boolean requestSingleInstanceLock(String... arguments);

        /**
         * Asks to be the only instance of the application of this name on this machine, for this user. Mirrors {@code
         * app.requestSingleInstanceLock}; to be called before {@link #start}, so that a later instance opens nothing:
         *
         * <pre>{@code
         * MainProcess.Builder builder = MainProcess.builder().name("notes");
         * if (!builder.requestSingleInstanceLock(args, Map.of("profile", "work"))) {
         *     return; // the instance that runs was told, and hears App.SECOND_INSTANCE
         * }
         * MainProcess main = builder.start();
         * }</pre>
         *
         * <p>The process that has the lock has it until it ends, however that happens, or gives it up ({@link
         * #releaseSingleInstanceLock}, {@link App#releaseSingleInstanceLock}). With the lock it has the name, too, which {@link
         * #start} then uses; the builder's name cannot be changed any more. Only if an application runs under the name that has
         * not asked for the lock, or has given it up, this process gets the lock without the name: {@link #start} fails as long
         * as that one runs.
         *
         * <p>This waits up to 10 s for a process that has the lock and does not listen yet, or does not answer. If that ends
         * meanwhile, this process gets the lock. Asking again when this builder has the lock gives true.
         *
         * @param arguments what the instance that has the lock is told: those of {@code main}, unchanged
         * @param additionalData what else it is told, a structured clone, or null; with the arguments at most 32 MiB
         * @return true if this process has the lock now; false if another one has it and was told of this instance, which is
         *     now to end
         * @throws IllegalStateException if this builder has no name, or was used, or the other process is of another version
         * @throws IllegalArgumentException if the other process would have to be told more than 32 MiB; it is told nothing
         * @throws dev.covalent.common.UncloneableValueException if the additional data cannot be cloned
         * @throws dev.covalent.common.IpcTimeoutException if the other process has the lock and could not be told within 10 s;
         *     the message says which process it is, and whether anything was sent
         * @throws java.util.concurrent.CancellationException if the calling thread is interrupted while it waits
         * @throws java.io.UncheckedIOException if the runtime directory cannot be written
         */
        boolean requestSingleInstanceLock(String[] arguments, @Nullable Object additionalData);

        /**
         * Gives up what {@link #requestSingleInstanceLock(String[], Object)} got, if this builder is not to start anything.
         * Without the lock, or after {@link #start}, this is a no-op. What is not given up is kept until the process ends, also
         * if nobody refers to the builder any more.
         */
        void releaseSingleInstanceLock();

        /**
         * Starts the process: takes the name, opens the one listener, runs what {@link #beforeReady} has added, publishes the
         * registry, and tells {@link App#READY}. The application is ready then, unless it has been told to end.
         *
         * @throws IllegalStateException if the name is taken by a running process, or this builder was used before; the
         *     single-instance lock is given up if it fails, unless only a setting was refused
         */
        MainProcess start();
    }
}
