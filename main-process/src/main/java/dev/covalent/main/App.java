package dev.covalent.main;

import dev.covalent.common.AppHandle;
import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The life cycle of the application. Mirrors Electron's {@code app}.
 *
 * <p>Events are emitted on the main process's event loop. Thread-safe.
 */
public interface App extends AppHandle {
    /**
     * The application is ready: windows may be opened. Mirrors {@code ready}; told once, before {@link
     * MainProcess.Builder#start} returns, to listeners that {@link MainProcess.Builder#beforeReady} or an installed module
     * has added. Whoever comes later learns by {@link #whenReady}. Not told of an application that has quit or exited before.
     */
    EventType<App> READY = EventType.of("ready");

    /**
     * The last window that this process opened has closed. Mirrors {@code window-all-closed}: with no listener the
     * application quits. Renderers that attached by themselves do not hold the application open, nor end it.
     */
    EventType<App> WINDOW_ALL_CLOSED = EventType.of("window-all-closed");

    /**
     * A window was made; nothing that its renderer sends has been received yet. Mirrors {@code browser-window-created}.
     */
    EventType<BrowserWindow> BROWSER_WINDOW_CREATED = EventType.of("browser-window-created");

    /** A window got the focus. Mirrors {@code browser-window-focus}; told after {@link BrowserWindow#FOCUS}. */
    EventType<BrowserWindow> BROWSER_WINDOW_FOCUS = EventType.of("browser-window-focus");

    /** A window lost the focus. Mirrors {@code browser-window-blur}; told after {@link BrowserWindow#BLUR}. */
    EventType<BrowserWindow> BROWSER_WINDOW_BLUR = EventType.of("browser-window-blur");

    /**
     * Contents were made; nothing that their renderer sends has been received yet. Mirrors {@code web-contents-created};
     * the place to add interceptors and listeners of {@code webContents.ipc}.
     */
    EventType<WebContents> WEB_CONTENTS_CREATED = EventType.of("web-contents-created");

    /**
     * A JVM that was launched separately attaches, and nobody knows of it yet: neither window nor contents were told.
     * Preventing it turns it away, and so does a listener that throws; it waits meanwhile, and learns of it by an {@code
     * IllegalStateException}. Whoever must not miss the first one listens in what {@link
     * MainProcess.Builder#beforeReady} runs; {@link MainProcess.Builder#attachedRenderers} turns all away. Operators' tools are not
     * told of. Electron has nothing like it.
     */
    EventType<PreventableEvent<AttachingRenderer>> RENDERER_ATTACHING = EventType.of("renderer-attaching");

    /** The process of a renderer is gone. Mirrors {@code render-process-gone} of {@code app}. */
    EventType<RenderProcessGone> RENDER_PROCESS_GONE = EventType.of("render-process-gone");

    /**
     * A utility process is gone that was not expected to go: it ended with an exit code other than 0, crashed, was killed, or
     * could not be started, and nobody had asked it to end. Mirrors {@code child-process-gone}; emitted after {@link
     * UtilityProcess#EXIT}.
     */
    EventType<ChildProcessGone> CHILD_PROCESS_GONE = EventType.of("child-process-gone");

    /**
     * The application is to quit, and none of its windows was asked to close. Preventing it keeps it running. Mirrors {@code
     * before-quit}.
     */
    EventType<PreventableEvent<App>> BEFORE_QUIT = EventType.of("before-quit");

    /**
     * The application quits and every window is closed. Preventing it keeps it running, without a window. Mirrors {@code
     * will-quit}.
     */
    EventType<PreventableEvent<App>> WILL_QUIT = EventType.of("will-quit");

    /** Every window is closed and the application ends; the event is the exit code. Mirrors {@code quit}. */
    EventType<Integer> QUIT = EventType.of("quit");

    /**
     * A listener, a hook or a task of main's threw, and nobody else can be told. Mirrors {@code process}'s {@code
     * uncaughtException}: with a listener it is told instead of the log. What such a listener throws is logged.
     */
    EventType<Throwable> UNCAUGHT_EXCEPTION = EventType.of("uncaught-exception");

    /**
     * The event loop was blocked for longer than {@link MainProcess.Builder#loopBlockedAfter}, and goes on again: the log
     * told so when it was noticed, the loop itself can only tell it now. Electron has nothing like it.
     */
    EventType<LoopBlocked> LOOP_BLOCKED = EventType.of("loop-blocked");

    /** A renderer calls {@code remote.getGlobal}: deny it, or give it something else. Mirrors {@code remote-get-global}. */
    EventType<RemoteGetGlobalEvent> REMOTE_GET_GLOBAL = EventType.of("remote-get-global");

    /**
     * A renderer first uses {@code remote.browserWindow()}, {@code webContents()}, {@code app()} or {@code process()}: deny
     * it, or give it something else. Mirrors {@code remote-get-builtin}.
     */
    EventType<RemoteGetBuiltinEvent> REMOTE_GET_BUILTIN = EventType.of("remote-get-builtin");

    /** A renderer first calls {@code remote.getCurrentWindow}. Mirrors {@code remote-get-current-window}. */
    EventType<RemoteGetCurrentWindowEvent> REMOTE_GET_CURRENT_WINDOW = EventType.of("remote-get-current-window");

    /** A renderer first calls {@code remote.getCurrentWebContents}. Mirrors {@code remote-get-current-web-contents}. */
    EventType<RemoteGetCurrentWebContentsEvent> REMOTE_GET_CURRENT_WEB_CONTENTS =
            EventType.of("remote-get-current-web-contents");

    /**
     * A renderer has a window opened through {@code remote.browserWindow().open}, and nothing of it is made yet: deny it, or
     * have it made otherwise. Electron has nothing like it.
     */
    EventType<RemoteOpenWindowEvent> REMOTE_OPEN_WINDOW = EventType.of("remote-open-window");

    /**
     * Another instance of the application was started and told this one, which has the single-instance lock, what it was
     * started with. Mirrors {@code second-instance}. Never emitted before {@link MainProcess.Builder#start} has started the
     * application; what comes while there is no listener is kept for the first one, up to 64 of them and 64 MiB; beyond
     * that the oldest are dropped, which is logged once. Listeners whose loop is busy lose none: beyond the same bounds a
     * later instance waits, and fails when its time is over. An application that quits
     * hears of them, too, as long as its listeners or windows may prevent that; from then on a later instance waits until it
     * has ended, and takes its place. What it has not heard of when it ends is lost, and logged.
     */
    EventType<SecondInstance> SECOND_INSTANCE = EventType.of("second-instance");

    /**
     * Takes the single-instance lock while the application runs: again after {@link #releaseSingleInstanceLock}, or because
     * it was started without. This tells nobody anything and never waits.
     *
     * @return whether this process has the lock now; false if another one has taken it meanwhile, or the application has
     *     ended
     * @throws java.io.UncheckedIOException if the runtime directory cannot be written
     */
    boolean requestSingleInstanceLock();

    /**
     * Tells whether this process has the single-instance lock. Mirrors {@code app.hasSingleInstanceLock()}. False if it was
     * never requested.
     */
    boolean hasSingleInstanceLock();

    /**
     * Gives the single-instance lock up, without ending the application. Mirrors {@code app.releaseSingleInstanceLock()}.
     * The application keeps its name and goes on, but later instances are not handed over to it any more: the next one that
     * asks gets the lock, and can start once this one has ended, or under another name. Without the lock this is a no-op.
     */
    void releaseSingleInstanceLock();

    /**
     * Returns the application's version, as {@link MainProcess.Builder#version} says. Mirrors {@code app.getVersion()}.
     */
    @Override
    String version();

    /**
     * Returns how long the event loop took to come to its next turn when it was last asked, which is about once a second,
     * or how long it has taken by now if it has not come to it yet. Electron has nothing like it.
     */
    Duration loopLag();

    /**
     * Returns what each process of the application uses now: the main process, then the renderers that run, by the ids of
     * their windows, then the utility processes, then the spare renderer. They are measured from outside, so this holds
     * however busy they are. Mirrors {@code app.getAppMetrics()}.
     *
     * <p>Where there is no {@code /proc} this starts {@code ps} and may block for 2 s: not to be called in a turn of main's
     * loop there.
     */
    List<ProcessMetric> getAppMetrics();

    /**
     * Tells whether the application is ready. Mirrors {@code app.isReady()}: false in what {@link
     * MainProcess.Builder#beforeReady} runs, true in listeners of {@link #READY} and from then on.
     */
    boolean isReady();

    /**
     * Returns a future that completes when the application is ready and the listeners of {@link #READY} were told, or at once.
     * Mirrors {@code app.whenReady()}. If the application ends before, it fails with an {@code IllegalStateException}.
     * To wait for it on the thread that starts the application, or in a turn of its event loop, is refused with one: it would
     * never come.
     */
    CompletableFuture<Void> whenReady();

    /**
     * Ends the application with exit code 0, in this order: {@link #BEFORE_QUIT}, each window closes as {@link
     * BrowserWindow#close} does, {@link #WILL_QUIT}, each utility process is asked to end and has 2 s for it, {@link #QUIT}; {@link #WINDOW_ALL_CLOSED} is not told. A listener that
     * prevents the former, a window that stays open or a listener that prevents {@code WILL_QUIT} keeps it running, and a
     * later call begins anew; windows that were closed by then stay closed. Returns at once; {@link MainProcess#awaitQuit}
     * waits. While it quits no window can be opened, and quitting is a no-op.
     */
    @Override
    void quit();

    /**
     * Ends the application at once: windows are destroyed and utility processes killed without asking anybody, and of the events only {@link #QUIT} is
     * told. Exiting while the application quits ends that at once; exiting twice is a no-op.
     *
     * @param exitCode what {@link MainProcess#awaitQuit} returns, and the status of the process where it {@linkplain
     *     MainProcess.Builder#exitsJvm ends with the application}
     */
    @Override
    void exit(int exitCode);

    /**
     * Has the application started again, by the command that started this JVM, when it has ended and its JVM has, too; it
     * does not end it: call {@link #quit} or {@link #exit}. Called several times, it starts so many instances. The new
     * instance has this one's environment, working directory and standard streams. Mirrors {@code app.relaunch()}.
     *
     * @throws IllegalStateException if how this JVM was started, or with which arguments, cannot be told (by a module, or not
     *     by {@code java}), after 16 calls, or after the application has ended
     */
    void relaunch();

    /**
     * Has the application started again as {@link #relaunch()} does, with other arguments of its main method. Mirrors {@code
     * app.relaunch({args})}.
     *
     * @throws IllegalArgumentException if an argument has a NUL character
     */
    void relaunch(List<String> arguments);

    /** Adds a listener. */
    <E> Subscription on(EventType<E> type, EventListener<? super E> listener);

    /** Adds a listener that is removed before its first call. */
    <E> Subscription once(EventType<E> type, EventListener<? super E> listener);
}
