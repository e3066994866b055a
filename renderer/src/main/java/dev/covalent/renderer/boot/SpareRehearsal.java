package dev.covalent.renderer.boot;

import dev.covalent.common.PeerGoneException;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.renderer.host.PageHosts;
import dev.covalent.renderer.host.UnavailableHostException;
import dev.covalent.renderer.rmi.RmiMainStubs;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a renderer does between its start and the moment its page has loaded, done before there is a page: once its code was
 * loaded, linked and used, it takes a fraction of the time. Whatever fails here is only not rehearsed, but for the host: a
 * toolkit whose classes could not be initialised, as the screen was not there for a moment, is of no use to this JVM any more.
 */
final class SpareRehearsal {
    private static final Logger log = LoggerFactory.getLogger(SpareRehearsal.class);
    private static final int ROUNDS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String NOBODY = "rehearsal";

    private SpareRehearsal() {}

    /**
     * Rehearses.
     *
     * @param stubs of a session that may call nothing
     * @param host what the page will be in
     * @param headless whether its window will be in memory only
     * @throws UnavailableHostException if no page of this JVM can have that host
     */
    static void run(RmiMainStubs stubs, String host, boolean headless) {
        List<ArchiveTraining.Step> once =
                List.of(ArchiveTraining::encode, () -> StartRehearsal.run(InjectedTrainingPage.class.getName(), LIMIT));
        once.forEach(ArchiveTraining::attempt);
        startHost(host, headless);
        for (int i = 0; i < ROUNDS; i++) {
            ArchiveTraining.attempt(() -> call(stubs));
            ArchiveTraining.attempt(() -> StartRehearsal.run(TrainingPage.class.getName(), LIMIT));
        }
    }

    /** Starts and ends the host, unless it is the application's own: many toolkits start once, and that is for the page. */
    private static void startHost(String host, boolean headless) {
        if (host.equals(PageHosts.USUAL)) {
            PageHosts.start(host, headless, WindowSetup.sized(1, 1, false), NOBODY)
                    .close();
        }
    }

    /** Calls main, which refuses that. */
    private static void call(RmiMainStubs stubs) {
        List<Runnable> calls = List.of(
                () -> stubs.open(new Introduction(1, 1, ""), RmiMainStubs.OPEN_LIMIT),
                () -> stubs.deliver(new FrameBatch(1, List.of(new PageNews.PageLoaded().encode()))),
                () -> stubs.receive(0));
        for (Runnable call : calls) {
            try {
                call.run();
            } catch (PeerGoneException expected) {
                log.trace("Rehearsed a call", expected);
            }
        }
    }
}
