package dev.covalent.main.dispatch;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindows;
import dev.covalent.main.WebContents;
import dev.covalent.main.access.RemoteGate;
import dev.covalent.main.session.RendererSession;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers what renderers ask about windows, and whether they get these at all. */
public final class WindowDesk {
    private final BrowserWindows windows;
    private final RemoteGate gate;

    /** Makes a desk for the windows of an application. */
    public WindowDesk(BrowserWindows windows, RemoteGate gate) {
        this.windows = windows;
        this.gate = gate;
    }

    Outcome answer(RendererSession session, Request request) {
        if (request instanceof Request.RootGet get) {
            return root(session, get.root());
        }
        if (request instanceof Request.WindowFind find) {
            return success(
                    windows.fromId(find.windowId()).map(WindowDesk::describe).orElse(null));
        }
        if (request instanceof Request.ContentsFind find) {
            return success(windows.webContentsFromId(find.webContentsId())
                    .map(WindowDesk::describe)
                    .orElse(null));
        }
        return success(
                windows.getAllWindows().stream().map(WindowDesk::describe).toList());
    }

    private Outcome root(RendererSession session, RemoteRoot root) {
        WebContents caller = session.contents();
        return switch (root) {
            case BROWSER_WINDOW -> given(gate.builtin(caller, "BrowserWindow"), part -> success(null));
            case WEB_CONTENTS -> given(gate.builtin(caller, "webContents"), part -> success(null));
            case CURRENT_WINDOW ->
                given(
                        gate.currentWindow(caller),
                        other -> success(other.or(() -> windows.fromWebContents(caller))
                                .map(WindowDesk::describe)
                                .orElse(new WindowDescription(session.windowId(), caller.id(), ""))));
            case CURRENT_WEB_CONTENTS ->
                given(gate.currentWebContents(caller), other -> success(describe(other.orElse(caller))));
        };
    }

    private static <V> Outcome given(RemoteGate.Decision<V> decision, Function<Optional<V>, Outcome> answer) {
        return decision.denial().isPresent() ? decision.denial().get() : answer.apply(decision.given());
    }

    private static ContentsDescription describe(WebContents contents) {
        return new ContentsDescription(contents.id(), contents.getOSProcessId());
    }

    private static WindowDescription describe(BrowserWindow window) {
        return new WindowDescription(window.id(), window.webContents().id(), window.title());
    }

    private static Outcome success(@Nullable Object value) {
        return new Outcome.Success(StructuredClone.encode(value, "answer"));
    }
}
