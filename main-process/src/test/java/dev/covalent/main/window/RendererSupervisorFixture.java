package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A supervisor of a renderer that is attached, or was never forked, with the other end of its lifeline. */
@Timeout(20)
abstract class RendererSupervisorFixture {
    static final long BOUND = 1000;
    static final SessionKey KEY = SessionKey.random(3);
    static final Duration GRACE = RendererSupervisor.CLOSE_GRACE;

    /** Longer than any deadline, of those that can be over. */
    static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    final ManualTimer timer = new ManualTimer();
    final BlockingQueue<RendererExit> exits = new LinkedBlockingQueue<>();
    final List<Boolean> told = new CopyOnWriteArrayList<>();
    final ManualLoop loop = new ManualLoop();
    final RendererSession session = FakeContents.session(3, loop, BOUND);
    final AtomicLong clock = new AtomicLong();
    final RendererSupervisor supervisor =
            new RendererSupervisor(session, timer, Duration.ofSeconds(5), clock::get, new Told());
    TestLifeline line;

    @BeforeEach
    void openLifeline() throws Exception {
        line = TestLifeline.open(3);
    }

    @AfterEach
    void closeLifeline() throws Exception {
        line.close();
    }

    void connect() {
        supervisor.connectedBy(line.lifeline(), KEY, Duration.ofSeconds(30));
        supervisor.connected(1);
    }

    /** Lets nearly all of its grace pass: it has not been ended. */
    void elapseInGrace() {
        timer.elapse(GRACE.minusMillis(1));
        assertThat(line.lifeline().isOpen()).isTrue();
    }

    RendererExit exit() throws InterruptedException {
        RendererExit exit = exits.poll(10, TimeUnit.SECONDS);
        assertThat(exit).as("the end is told").isNotNull();
        return exit;
    }

    private final class Told implements RendererSupervisor.Observer {
        @Override
        public void ended(RendererSession gone, RendererExit exit) {
            exits.add(exit);
        }

        @Override
        public void responsive(RendererSession living, boolean responsive) {
            told.add(responsive);
        }
    }
}
