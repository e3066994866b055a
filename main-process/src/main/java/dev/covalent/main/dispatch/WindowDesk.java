package dev.covalent.main.dispatch;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.ProcessPort;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.WebContents;
import dev.covalent.main.access.RemoteGate;
import dev.covalent.main.global.RemoteObjects;
import dev.covalent.main.session.RemoteGrants;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.window.Descriptions;
import dev.covalent.main.window.WindowTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers what renderers ask about windows, and whether they get these, and what else comes with the remote module, at
 * all.
 *
 * <p>Confined to the turn of main's loop.
 */
public final class WindowDesk {
    /** The most windows that one renderer may have opened whose own renderers have not connected yet. */
    private static final int MAX_STARTING = 8;

    private static final Outcome GONE =
            new Outcome.Failure(FailureKind.GONE, "No window was opened: the renderer that asked for it has ended");

    private final WindowTable windows;
    private final RemoteGate gate;
    private final RemoteObjects objects;
    private final Builtins builtins;
    private final Grants grants;
    private final AppDesk app;
    private final OperatorDesk operator;

    /** The windows that renderers have opened whose own renderers may not have connected yet. */
    private final Map<RendererSession, List<BrowserWindow>> starting = new HashMap<>();

    /**
     * Makes a desk for the windows of an application.
     *
     * @param measuring runs what waits for the system
     */
    public WindowDesk(
            WindowTable windows, RemoteGate gate, RemoteObjects objects, Builtins builtins, Executor measuring) {
        this.windows = windows;
        this.gate = gate;
        this.objects = objects;
        this.builtins = builtins;
        this.grants = new Grants(gate);
        this.app = new AppDesk(builtins, grants, objects, windows);
        this.operator = new OperatorDesk(windows, objects, builtins.app(), measuring);
    }

    /** Returns the desk for what renderers that were granted the application have it do. */
    AppDesk app() {
        return app;
    }

    /** Tells whether a request is for this desk. */
    static boolean takes(Request request) {
        return request instanceof RemoteRequest.RootGet
                || request instanceof RemoteRequest.WindowFind
                || request instanceof RemoteRequest.WindowList
                || request instanceof RemoteRequest.WindowOpen
                || request instanceof RemoteRequest.WindowFocused
                || request instanceof RemoteRequest.ContentsFind
                || request instanceof RemoteRequest.WindowCheck
                || request instanceof RemoteRequest.ContentsCheck;
    }

    Outcome answer(RendererSession session, Request request) {
        if (request instanceof RemoteRequest.RootGet get) {
            return root(session, get.root());
        }
        if (request instanceof RemoteRequest.WindowFind find) {
            return window(session, find.windowId(), session.grants().isGranted(RemoteGrants.BROWSER_WINDOW));
        }
        if (request instanceof RemoteRequest.WindowCheck check) {
            return window(session, check.windowId(), false);
        }
        if (request instanceof RemoteRequest.ContentsFind find) {
            return contents(session, find.webContentsId(), session.grants().isGranted(RemoteGrants.WEB_CONTENTS));
        }
        if (request instanceof RemoteRequest.ContentsCheck check) {
            return contents(session, check.webContentsId(), false);
        }
        return seen(session, RemoteGrants.BROWSER_WINDOW, seen -> windows(session, request, seen));
    }

    /**
     * Answers with a window.
     *
     * @param lookedUp whether only one counts that the renderer finds now; else what it was given is its to ask about
     */
    private Outcome window(RendererSession session, int windowId, boolean lookedUp) {
        return !lookedUp && session.grants().reachesWindow(windowId)
                ? success(windows.fromId(windowId).map(Descriptions::of).orElse(null))
                : seen(session, RemoteGrants.BROWSER_WINDOW, seen -> success(seen.fromId(windowId)));
    }

    /** Answers with contents, as with a window. */
    private Outcome contents(RendererSession session, int webContentsId, boolean lookedUp) {
        return !lookedUp && session.grants().reachesContents(webContentsId)
                ? success(windows.webContentsFromId(webContentsId)
                        .map(Descriptions::of)
                        .orElse(null))
                : seen(session, RemoteGrants.WEB_CONTENTS, seen -> success(seen.contents(webContentsId)));
    }

    private Outcome windows(RendererSession session, Request request, SeenWindows seen) {
        if (request instanceof RemoteRequest.WindowOpen open) {
            return open(session, open, seen);
        }
        return success(request instanceof RemoteRequest.WindowFocused ? seen.focused() : seen.list());
    }

    /** Answers of what a renderer sees through a part, if it is granted that. */
    private Outcome seen(RendererSession session, String part, Function<SeenWindows, Outcome> answer) {
        Optional<Outcome.Failure> denial = grants.need(session, part);
        return denial.isPresent() ? denial.get() : answer.apply(SeenWindows.of(windows, session.grants(), part));
    }

    private Outcome open(RendererSession session, RemoteRequest.WindowOpen asked, SeenWindows seen) {
        if (session.isGone()) {
            return GONE;
        }
        List<BrowserWindow> open = starting.getOrDefault(session, new ArrayList<>());
        open.removeIf(window -> !windows.isStarting(window));
        if (open.size() >= MAX_STARTING) {
            return new Outcome.Failure(
                    FailureKind.BUSY,
                    "No window was opened: " + open.size()
                            + " that this renderer has opened are still starting, and more" + " than " + MAX_STARTING
                            + " may not. Open the next when one of them has connected");
        }
        RemoteGate.Decision<BrowserWindowOptions> decision =
                gate.openWindow(session.contents(), options(session, asked));
        if (session.isGone() || session.contents().isDestroyed()) { // who decided has ended it
            return GONE;
        }
        return given(decision, other -> open(session, other.orElseGet(() -> options(session, asked)), seen, open));
    }

    private Outcome open(
            RendererSession session, BrowserWindowOptions options, SeenWindows seen, List<BrowserWindow> open) {
        BrowserWindow window;
        try {
            window = seen.open(options);
        } catch (IllegalStateException quitting) {
            return new Outcome.Failure(FailureKind.STATE, String.valueOf(quitting.getMessage()));
        } catch (IllegalArgumentException refused) {
            return new Outcome.Failure(FailureKind.MISUSE, String.valueOf(refused.getMessage()));
        }
        WindowDescription opened = seen.opened(window);
        open.add(window);
        if (starting.put(session, open) == null) {
            session.onGone(() -> starting.remove(session));
        }
        return success(opened);
    }

    /** What is main's to decide is as for the window of the renderer that asks. */
    private BrowserWindowOptions options(RendererSession session, RemoteRequest.WindowOpen asked) {
        BrowserWindowOptions options = BrowserWindowOptions.page(asked.page())
                .title(asked.title())
                .size(asked.width(), asked.height())
                .show(asked.show());
        return windows.openedBy(session).map(own -> like(own, options)).orElse(options);
    }

    private static BrowserWindowOptions like(BrowserWindowOptions own, BrowserWindowOptions options) {
        BrowserWindowOptions alike = options.jvm(own.jvm()).remote(own.remote());
        return own.host() == null ? alike : alike.host(own.host());
    }

    private Outcome root(RendererSession session, RemoteRoot root) {
        WebContents caller = session.contents();
        return switch (root) {
            case BROWSER_WINDOW ->
                granted(
                        session,
                        RemoteGrants.BROWSER_WINDOW,
                        () -> success(told(session, RemoteGrants.BROWSER_WINDOW, windows::toldTo, Descriptions::of)));
            case WEB_CONTENTS ->
                granted(
                        session,
                        RemoteGrants.WEB_CONTENTS,
                        () -> success(
                                told(session, RemoteGrants.WEB_CONTENTS, windows::contentsToldTo, WebContents::id)));
            case CURRENT_WINDOW -> given(gate.currentWindow(caller), other -> currentWindow(session, other));
            case CURRENT_WEB_CONTENTS ->
                given(gate.currentWebContents(caller), other -> {
                    WebContents shown = other.orElse(caller);
                    session.grants().giveContents(shown.id());
                    return success(Descriptions.of(shown));
                });
            case APP -> granted(session, RemoteGrants.APP, () -> app.pass(session));
            case PROCESS ->
                granted(
                        session,
                        RemoteGrants.PROCESS,
                        () -> objects.passWhile(
                                RemoteGrants.Granted.now(session.grants(), RemoteGrants.PROCESS),
                                session,
                                Builtins.PROCESS,
                                process(session),
                                RemoteGrants.PROCESS,
                                encoded(null)));
            case OPERATOR -> operator.pass(session);
        };
    }

    /** Returns what a renderer finds without asking: nothing where it was given something in place of main's own. */
    private static <W, D> List<D> told(
            RendererSession session, String part, Function<RendererSession, List<W>> all, Function<W, D> described) {
        return session.grants().hasMainsOwn(part)
                ? all.apply(session).stream().map(described).toList()
                : List.of();
    }

    private ProcessPort process(RendererSession session) {
        return session.grants()
                .inPlaceOf(RemoteGrants.PROCESS, ProcessPort.class)
                .orElse(builtins.process());
    }

    private Outcome currentWindow(RendererSession session, Optional<BrowserWindow> other) {
        WebContents caller = session.contents();
        WindowDescription window = other.or(() -> windows.fromWebContents(caller))
                .map(Descriptions::of)
                .orElse(new WindowDescription(session.windowId(), caller.id(), ""));
        session.grants().giveWindow(window.id(), window.webContentsId());
        return success(window);
    }

    private Outcome granted(RendererSession session, String part, Supplier<Outcome> answer) {
        return grants.ask(session, part).<Outcome>map(denial -> denial).orElseGet(answer);
    }

    private static <V> Outcome given(RemoteGate.Decision<V> decision, Function<Optional<V>, Outcome> answer) {
        return decision.denial().isPresent() ? decision.denial().get() : answer.apply(decision.given());
    }

    private static Outcome success(@Nullable Object value) {
        return new Outcome.Success(encoded(value));
    }

    private static Payload encoded(@Nullable Object value) {
        return StructuredClone.encode(value, "answer");
    }
}
