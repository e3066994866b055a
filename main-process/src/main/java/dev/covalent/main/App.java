package dev.covalent.main;

import dev.covalent.common.AppHandle;
import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.Subscription;
import java.time.Duration;
import java.util.List;

/**
 * The life cycle of the application. Mirrors Electron's {@code app}.
 *
 * <p>Events are emitted on the main process's event loop. Thread-safe.
 */
public interface App extends AppHandle {
    /**
     * The last window that this process opened has closed. Mirrors {@code window-all-closed}: with no listener the
     * application quits. Renderers that attached by themselves do not hold the application open, nor end it.
     */
    EventType<App> WINDOW_ALL_CLOSED = EventType.of("window-all-closed");

    /**
     * A window was made; nothing that its renderer sends has been received yet. Mirrors {@code browser-window-created}.
     */
    EventType<BrowserWindow> BROWSER_WINDOW_CREATED = EventType.of("browser-window-created");

    /**
     * Contents were made; nothing that their renderer sends has been received yet. Mirrors {@code web-contents-created};
     * the place to add interceptors and listeners of {@code webContents.ipc}.
     */
    EventType<WebContents> WEB_CONTENTS_CREATED = EventType.of("web-contents-created");

    /** The process of a renderer is gone. Mirrors {@code render-process-gone} of {@code app}. */
    EventType<RenderProcessGone> RENDER_PROCESS_GONE = EventType.of("render-process-gone");

    /**
     * A utility process is gone that was not expected to go: it ended with an exit code other than 0, crashed, was killed, or
     * could not be started, and nobody had asked it to end. Mirrors {@code child-process-gone}; emitted after {@link
     * UtilityProcess#EXIT}.
     */
    EventType<ChildProcessGone> CHILD_PROCESS_GONE = EventType.of("child-process-gone");

    /** The application has begun to quit and its windows are about to close. Mirrors {@code before-quit}. */
    EventType<App> BEFORE_QUIT = EventType.of("before-quit");

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
     * A renderer first uses {@code remote.browserWindow()}, {@code webContents()}, {@code app()} or {@code process()}.
     * Mirrors {@code remote-get-builtin}.
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
     * their windows, then the utility processes. They are measured from outside, so this holds however busy they are. Mirrors {@code
     * app.getAppMetrics()}.
     */
    List<ProcessMetric> getAppMetrics();

    /**
     * Closes every window, giving each page time to unload, asks every utility process to end, giving it 2 s, then ends the
     * application with exit code 0. Returns at once;
     * {@link MainProcess#awaitQuit} waits. Quitting while quitting is a no-op.
     */
    @Override
    void quit();

    /**
     * Ends the application at once: windows are destroyed, utility processes killed, {@link #BEFORE_QUIT} is not emitted. Exiting while the
     * application quits ends that at once; exiting twice is a no-op.
     *
     * @param exitCode what {@link MainProcess#awaitQuit} returns
     */
    @Override
    void exit(int exitCode);

    /** Adds a listener. */
    <E> Subscription on(EventType<E> type, EventListener<? super E> listener);

    /** Adds a listener that is removed before its first call. */
    <E> Subscription once(EventType<E> type, EventListener<? super E> listener);
}
