package dev.covalent.main.dispatch;

import dev.covalent.common.RemoteAccessDeniedException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.remote.AppListener;
import dev.covalent.common.remote.AppPort;
import dev.covalent.main.App;
import dev.covalent.main.global.RemoteObjects;
import dev.covalent.main.ipc.Delivery;
import dev.covalent.main.session.RemoteGrants;
import dev.covalent.main.session.RendererSession;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

    /** One for each renderer that was granted it, as long as that is there. */
    private final Map<RendererSession, AppPort> ports = new HashMap<>();

    AppDesk(Builtins builtins, Grants grants, RemoteObjects objects) {
        this.builtins = builtins;
        this.grants = grants;
        this.objects = objects;
    }

    /** Tells whether a frame is for this desk. */
    static boolean takes(Upstream frame) {
        return frame instanceof Upstream.AppQuit
                || frame instanceof Upstream.AppExit
                || frame instanceof Upstream.AppUnlisten;
    }

    /** Answers a renderer that was granted the application. */
    Outcome pass(RendererSession session) {
        AppPort port = ports.get(session);
        if (port == null) {
            port = new Port(session, builtins, grants);
            ports.put(session, port);
            session.onGone(() -> ports.remove(session));
        }
        return objects.pass(
                session,
                Builtins.APP,
                port,
                RemoteGrants.APP,
                StructuredClone.encode(builtins.description(), "answer"));
    }

    /** Does what a frame says, if its sender was granted the application. */
    Delivery take(RendererSession session, Upstream frame) {
        if (!session.grants().has(RemoteGrants.APP)) {
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
            builtins.app().exit(exit.exitCode());
        } else {
            log.info("{} quits the application", session);
            builtins.app().quit();
        }
        return Delivery.DONE;
    }

    /** The application, as one renderer was granted it. */
    private record Port(RendererSession session, Builtins builtins, Grants grants) implements AppPort {

        @Override
        public void on(String event, long number, AppListener listener) {
            if (event.equals(App.BROWSER_WINDOW_CREATED.name())) { // it hands out windows
                check(RemoteGrants.BROWSER_WINDOW);
            } else if (event.equals(App.WEB_CONTENTS_CREATED.name())) {
                check(RemoteGrants.WEB_CONTENTS);
            }
            builtins.listeners().on(session, event, number, listener);
        }

        private void check(String part) {
            Optional<Outcome.Failure> denial = grants.need(session, part);
            if (denial.isPresent()) {
                throw new RemoteAccessDeniedException(denial.get().message());
            }
        }
    }
}
