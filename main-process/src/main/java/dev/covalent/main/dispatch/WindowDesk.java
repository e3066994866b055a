package dev.covalent.main.dispatch;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.common.payload.Payload;
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
        this.app = new AppDesk(builtins, grants, objects);
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
                || request instanceof RemoteRequest.ContentsFind;
    }

    Outcome answer(RendererSession session, Request request) {
        if (request instanceof RemoteRequest.RootGet get) {
            return root(session, get.root());
        }
        Optional<Outcome.Failure> denial = denial(session, request);
        if (denial.isPresent()) {
            return denial.get();
        }
        if (request instanceof RemoteRequest.WindowFind find) {
            return success(windows.fromId(find.windowId()).map(Descriptions::of).orElse(null));
        }
        if (request instanceof RemoteRequest.ContentsFind find) {
            return success(windows.webContentsFromId(find.webContentsId())
                    .map(Descriptions::of)
                    .orElse(null));
        }
        if (request instanceof RemoteRequest.WindowOpen open) {
            return open(session, open);
        }
        return request instanceof RemoteRequest.WindowFocused
                ? success(windows.getFocusedWindow().map(Descriptions::of).orElse(null))
                : success(windows.getAllWindows().stream().map(Descriptions::of).toList());
    }

    /** Says why a renderer does not get an answer, if it does not; what it was given is its to ask about. */
    private Optional<Outcome.Failure> denial(RendererSession session, Request request) {
        RemoteGrants reach = session.grants();
        if (request instanceof RemoteRequest.ContentsFind find) {
            return reach.reachesContents(find.webContentsId())
                    ? Optional.empty()
                    : grants.need(session, RemoteGrants.WEB_CONTENTS);
        }
        return request instanceof RemoteRequest.WindowFind find && reach.reachesWindow(find.windowId())
                ? Optional.empty()
                : grants.need(session, RemoteGrants.BROWSER_WINDOW);
    }

    private Outcome open(RendererSession session, RemoteRequest.WindowOpen asked) {
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
        return given(decision, other -> open(session, other.orElseGet(() -> options(session, asked)), open));
    }

    private Outcome open(RendererSession session, BrowserWindowOptions options, List<BrowserWindow> open) {
        try {
            BrowserWindow window = windows.open(options);
            open.add(window);
            if (starting.put(session, open) == null) {
                session.onGone(() -> starting.remove(session));
            }
            return success(Descriptions.of(window));
        } catch (IllegalStateException quitting) {
            return new Outcome.Failure(FailureKind.STATE, String.valueOf(quitting.getMessage()));
        } catch (IllegalArgumentException refused) {
            return new Outcome.Failure(FailureKind.MISUSE, String.valueOf(refused.getMessage()));
        }
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
                        () -> success(windows.toldTo(session).stream()
                                .map(Descriptions::of)
                                .toList()));
            case WEB_CONTENTS ->
                granted(
                        session,
                        RemoteGrants.WEB_CONTENTS,
                        () -> success(windows.contentsToldTo(session).stream()
                                .map(WebContents::id)
                                .toList()));
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
                        () -> objects.pass(
                                session, Builtins.PROCESS, builtins.process(), RemoteGrants.PROCESS, encoded(null)));
            case OPERATOR -> operator.pass(session);
        };
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
