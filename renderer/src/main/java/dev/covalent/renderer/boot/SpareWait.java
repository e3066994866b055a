package dev.covalent.renderer.boot;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Bootstrap;
import dev.covalent.common.frame.SpareBootstrap;
import dev.covalent.common.process.ExitCodes;
import dev.covalent.common.process.ParentWatchdog;
import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.renderer.rmi.RmiMainStubs;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a renderer does that has no page yet: all that it can do without one. It proves itself to main, loads what every page
 * needs and uses it once, says by its lifeline that it is ready, and waits. None of the application's code runs.
 *
 * @param bootstrap what it was told in the end
 * @param dialer dials main, by now for the session of its window
 * @param stubs what it has looked up
 * @param watchdog ends this JVM when main is gone
 */
record SpareWait(Bootstrap bootstrap, Dialer dialer, RmiMainStubs stubs, ParentWatchdog watchdog) {
    private static final Logger log = LoggerFactory.getLogger(SpareWait.class);
    private static final String HELP = "Only a main process starts a spare renderer";

    /** Waits for its page; ends this JVM at once if main is gone before. */
    static SpareWait forPage(InputStream input) throws IOException, InterruptedException {
        SpareBootstrap bootstrap = SpareBootstrap.decode(ChildMain.bootstrap(input, HELP));
        Input handed = new Input(input);
        ParentWatchdog watchdog = ChildMain.endWith(bootstrap.parentProcessId(), handed);
        AtomicReference<SessionKey> key = new AtomicReference<>(
                SessionKey.of(bootstrap.sessionId(), bootstrap.secret().head()));
        Dialer dialer = new Dialer(Address.parse(bootstrap.address()), key::get);
        try {
            RmiMainStubs stubs = RmiMainStubs.lookUp(dialer, ChildMain.START_LIMIT);
            SpareRehearsal.run(stubs, bootstrap.host(), bootstrap.headless());
            Lifeline ready = dialer.openLifeline(ChildMain.START_LIMIT);
            ready.watch(() -> {}, () -> log.debug("{}: no spare any more", ready));
            Bootstrap page = Bootstrap.decode(handed.page.get());
            key.set(SessionKey.of(page.sessionId(), page.secret().head()));
            dialer.hangUp(); // what it said as a spare is nothing that its window says
            return new SpareWait(page, dialer, stubs, watchdog);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Nothing completes the wait exceptionally", impossible);
        } catch (IOException | RuntimeException failed) {
            dialer.close();
            throw failed;
        }
    }

    /** The standard input behind the page. */
    private static final class Input extends InputStream {
        private final InputStream input;
        private final CountDownLatch behindPage = new CountDownLatch(1);
        private final CompletableFuture<byte[]> page = new CompletableFuture<>();

        Input(InputStream input) {
            this.input = input;
            Threads.daemon("spare-input", this::readPage).start();
        }

        /** There is nothing yet that could end in an orderly way. */
        private void readPage() {
            try {
                page.complete(ChildMain.bootstrap(input, HELP));
                behindPage.countDown();
            } catch (IOException | RuntimeException gone) {
                Runtime.getRuntime().halt(ExitCodes.PARENT_GONE);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                behindPage.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while waiting for the page", interrupted);
            }
            return input.read(buffer, offset, length);
        }
    }
}
