package dev.covalent.renderer.boot;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Bootstrap;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.process.ExitCodes;
import dev.covalent.common.process.ParentWatchdog;
import dev.covalent.common.rmi.LookupRehearsal;
import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.renderer.host.PageHosts;
import dev.covalent.renderer.host.RunningHost;
import dev.covalent.renderer.rmi.RmiMainStubs;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A renderer that main has forked. Who it is and how it gets in comes over standard input, which then stays open: its end
 * tells that main is gone. One that main keeps for the next page hears there of the page, too.
 */
final class ForkedRenderer {
    private static final Logger log = LoggerFactory.getLogger(ForkedRenderer.class);
    private static final int CANNOT_START = 70; // EX_SOFTWARE of sysexits.h
    private static final int HOST_BROKEN = 70;
    private static final String HELP = "Use 'covalent renderer --attach NAME' for that";
    /** How long what a page's host does at its end may hold up that of the process. */
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(1);

    private static final Duration LOOK_AROUND = Duration.ofHours(1);

    private ForkedRenderer() {}

    /**
     * Runs it until it is closed or main is gone.
     *
     * @return the process's exit code
     */
    static int run(boolean spare) {
        prepare();
        try {
            return run(System.in, spare);
        } catch (IOException unreachable) { // its message says it all, and is to be among what main shows of it
            log.error("The renderer could not be started: {}", unreachable.getMessage());
            log.debug("What was in its way", unreachable);
            return CANNOT_START;
        } catch (RuntimeException failed) {
            log.error("The renderer could not be started", failed);
            return CANNOT_START;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return CANNOT_START;
        }
    }

    /** Does what need not wait for the bootstrap. */
    static void prepare() {
        Threads.daemon("prepare-rmi", LookupRehearsal::withLogging).start();
    }

    private static int run(InputStream input, boolean spare) throws IOException, InterruptedException {
        ParentWatchdog watchdog;
        ConnectedRenderer renderer;
        if (spare) {
            SpareWait waited = SpareWait.forPage(input);
            watchdog = waited.watchdog();
            renderer = start(waited.bootstrap(), waited.dialer(), waited::stubs);
        } else {
            Bootstrap bootstrap = Bootstrap.decode(ChildMain.bootstrap(input, HELP));
            watchdog = ChildMain.endWith(bootstrap.parentProcessId(), input);
            renderer = start(bootstrap);
        }
        while (!renderer.awaitClose(LOOK_AROUND)) {
            log.debug("{} is still open", renderer);
        }
        watchdog.close();
        renderer.awaitRelease(RELEASE_LIMIT);
        if (renderer.isHostBroken()) {
            return HOST_BROKEN;
        }
        return renderer.isMainGone() ? ExitCodes.PARENT_GONE : 0;
    }

    /** Starts a renderer that has not talked to main before. */
    static ConnectedRenderer start(Bootstrap bootstrap) throws IOException {
        SessionKey key = SessionKey.of(bootstrap.sessionId(), bootstrap.secret().head());
        Dialer dialer = new Dialer(Address.parse(bootstrap.address()), () -> key);
        return start(bootstrap, dialer, () -> RmiMainStubs.lookUp(dialer, ChildMain.START_LIMIT));
    }

    private static ConnectedRenderer start(Bootstrap bootstrap, Dialer dialer, Supplier<RmiMainStubs> stubs)
            throws IOException {
        ConnectedRenderer renderer = connect(bootstrap, dialer, stubs);
        CompletableFuture<Void> unused = renderer.start(new PageFactory(bootstrap.page()))
                .whenComplete((loaded, failed) -> {
                    log.debug("Page {} is loaded", bootstrap.page(), failed);
                    if (failed != null) {
                        renderer.showUnloaded();
                    }
                });
        return renderer;
    }

    private static ConnectedRenderer connect(Bootstrap bootstrap, Dialer dialer, Supplier<RmiMainStubs> stubs)
            throws IOException {
        RunningHost host =
                PageHosts.startOrFailLater(bootstrap.host(), bootstrap.headless(), bootstrap.window(), "loop");
        Lifeline lifeline;
        try {
            lifeline = dialer.openLifeline(ChildMain.START_LIMIT);
        } catch (IOException failed) {
            dialer.close();
            host.close();
            throw failed;
        }
        return ConnectedRenderer.connect(
                dialer,
                lifeline,
                host,
                stubs,
                Patience.OF_CHILD,
                Introduction.ofThisProcess(""),
                bootstrap.arguments());
    }
}
