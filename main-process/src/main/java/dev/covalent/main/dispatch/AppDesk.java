package dev.covalent.main.dispatch;

import dev.covalent.common.AppHandle;
import dev.covalent.common.RemoteAccessDeniedException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.AppDescription;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.AppListener;
import dev.covalent.common.remote.AppPort;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.WebContents;
import dev.covalent.main.global.RemoteObjects;
import dev.covalent.main.ipc.Delivery;
import dev.covalent.main.session.RemoteGrants;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.window.WindowTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what renderers that were granted the application have it do.
 *
 * <p>Confined to the turn of main's loop.
 */
final class AppDesk {
    private static final Logger log = LoggerFactory.getLogger(AppDesk.class);

    private final Builtins builtins;
    private final Grants grants;
    private final RemoteObjects objects;
    private final WindowTable windows;

    /** One for each renderer that was granted it, as long as that is there. */
    private final Map<RendererSession, AppPort> ports = new HashMap<>();

    AppDesk(Builtins builtins, Grants grants, RemoteObjects objects, WindowTable windows) {
        this.builtins = builtins;
        this.grants = grants;
        this.objects = objects;
        this.windows = windows;
    }

    /** Tells whether a frame is for this desk. */
    static boolean takes(Upstream frame) {
        return frame instanceof Upstream.AppQuit
                || frame instanceof Upstream.AppExit
                || frame instanceof Upstream.AppUnlisten;
    }

    /** Answers a renderer that was granted the application. */
    Outcome pass(RendererSession session) {
        Payload description = StructuredClone.encode(described(app(session).orElseThrow()), "answer");
        AppPort port = ports.get(session);
        if (port == null) {
            port = new Port(session);
            ports.put(session, port);
            session.onGone(() -> ports.remove(session));
        }
        return objects.passWhile(
                RemoteGrants.Granted.now(session.grants(), RemoteGrants.APP),
                session,
                Builtins.APP,
                port,
                RemoteGrants.APP,
                description);
    }

    /** Does what a frame says, if its sender was granted the application. */
    Delivery take(RendererSession session, Upstream frame) {
        AppHandle app = app(session).orElse(null);
        if (app == null) {
            log.warn(
                    "{} was not granted remote.app(): {} is dropped",
                    session,
                    frame.getClass().getSimpleName());
            return Delivery.DENIED;
        }
        if (frame instanceof Upstream.AppUnlisten end) {
            builtins.listeners().off(session, end.listener());
        } else if (frame instanceof Upstream.AppExit exit) {
            log.info("{} ends the application with exit code {}", session, exit.exitCode());
            app.exit(exit.exitCode());
        } else {
            log.info("{} quits the application", session);
            app.quit();
        }
        return Delivery.DONE;
    }

    /** Returns the application that a renderer was granted, or what was given in its place; empty if neither was. */
    private Optional<AppHandle> app(RendererSession session) {
        RemoteGrants granted = session.grants();
        return granted.hasMainsOwn(RemoteGrants.APP)
                ? Optional.of(builtins.app())
                : granted.inPlaceOf(RemoteGrants.APP, AppHandle.class);
    }

    private static AppDescription described(AppHandle app) {
        return new AppDescription(
                Objects.requireNonNull(app.name(), "What was given a page in place of 'app' has no name"),
                Objects.requireNonNull(app.version(), "What was given a page in place of 'app' has no version"));
    }

    /** The application, as one renderer was granted it; its events are main's own. */
    private final class Port implements AppPort {
        private final RendererSession session;

        Port(RendererSession session) {
            this.session = session;
        }

        @Override
        public void on(String event, long number, AppListener listener) {
            Predicate<BrowserWindow> hearsOf = window -> true;
            if (event.equals(App.BROWSER_WINDOW_CREATED.name())) { // it hands out windows
                check(RemoteGrants.BROWSER_WINDOW);
                hearsOf = this::sees;
            } else if (event.equals(App.WEB_CONTENTS_CREATED.name())) {
                check(RemoteGrants.WEB_CONTENTS);
                hearsOf = window -> seesContents(window.webContents());
            }
            builtins.listeners().on(session, event, number, listener, hearsOf);
        }

        private boolean sees(BrowserWindow window) {
            return seen(RemoteGrants.BROWSER_WINDOW)
                    .filter(seen -> seen.areAll() || seen.fromId(window.id()) != null)
                    .isPresent();
        }

        private boolean seesContents(WebContents contents) {
            return seen(RemoteGrants.WEB_CONTENTS)
                    .filter(seen -> seen.areAll() || seen.contents(contents.id()) != null)
                    .isPresent();
        }

        /** Returns the windows as the renderer sees them now; empty if it may not see any, any more. */
        private Optional<SeenWindows> seen(String part) {
            return session.grants().isGranted(part)
                    ? Optional.of(SeenWindows.of(windows, session.grants(), part))
                    : Optional.empty();
        }

        private void check(String part) {
            Optional<Outcome.Failure> denial = grants.need(session, part);
            if (denial.isPresent()) {
                throw new RemoteAccessDeniedException(denial.get().message());
            }
        }
    }
}
