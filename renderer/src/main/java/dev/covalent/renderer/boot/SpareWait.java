package dev.covalent.renderer.boot;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Bootstrap;
import dev.covalent.common.frame.SpareBootstrap;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.process.ExitCodes;
import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.renderer.host.PageHost;
import dev.covalent.renderer.rmi.RmiMainStubs;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a renderer does that has no page yet: all that it can do without one. It proves itself to main, loads what every page
 * needs and uses it once, says by its lifeline that it is ready, and waits. None of the application's code runs.
 */
final class SpareWait {
    private static final Logger log = LoggerFactory.getLogger(SpareWait.class);
    private static final String HELP = "Only a main process starts a spare renderer";

    private SpareWait() {}

    /** Waits for its page; ends this JVM at once if main is gone before. */
    static Bootstrap forPage(InputStream input) throws IOException, InterruptedException {
        SpareBootstrap bootstrap = SpareBootstrap.decode(ChildMain.bootstrap(input, HELP));
        CompletableFuture<byte[]> page = new CompletableFuture<>();
        Threads.daemon("spare-input", () -> read(input, page)).start();
        SessionKey key = SessionKey.of(bootstrap.sessionId(), bootstrap.secret().head());
        try (Dialer dialer = new Dialer(Address.parse(bootstrap.address()), () -> key)) {
            rehearse(dialer, bootstrap.headless());
            Lifeline ready = dialer.openLifeline();
            log.debug("{}: waiting for a page", ready);
            return Bootstrap.decode(page.get());
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Nothing completes the wait exceptionally", impossible);
        }
    }

    /** There is nothing yet that could end in an orderly way. */
    private static void read(InputStream input, CompletableFuture<byte[]> page) {
        try {
            byte[] bootstrap = ChildMain.bootstrap(input, HELP);
            page.complete(bootstrap);
        } catch (IOException | RuntimeException gone) {
            Runtime.getRuntime().halt(ExitCodes.PARENT_GONE);
        }
    }

    private static void rehearse(Dialer dialer, boolean headless) {
        List<ArchiveTraining.Step> steps = List.of(
                ArchiveTraining::loadClasses,
                ArchiveTraining::encode,
                () -> log.debug("Rehearsed: {}", RmiMainStubs.lookUp(dialer)),
                ArchiveTraining::makePage,
                () -> PageHost.choose(headless, WindowSetup.sized(1, 1, false), "rehearsal")
                        .close());
        steps.forEach(ArchiveTraining::attempt);
    }
}
