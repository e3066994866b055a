package dev.covalent.common.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
@SuppressWarnings("NullAway.Init") // each test connects first
final class LifelineTest {

    @TempDir
    Path directory;

    private Transport.Bound bound;
    private ChannelSocket here;
    private ChannelSocket there;
    private Lifeline lifeline;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger ends = new AtomicInteger();
    private final Semaphore beats = new Semaphore(0);

    private void connect(Transport transport) throws IOException {
        bound = transport.bind(directory);
        here = bound.connect();
        there = bound.accept();
        lifeline = new Lifeline(here, 3);
    }

    @AfterEach
    void close() throws IOException {
        here.close();
        there.close();
        bound.close();
    }

    private void onBeat() {
        beats.release();
    }

    private void onEnd() {
        ends.incrementAndGet();
        ended.countDown();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void watch_peerCloses_endsOnce(Transport transport) throws Exception {
        connect(transport);
        lifeline.watch(this::onBeat, this::onEnd);
        assertThat(lifeline.isOpen()).isTrue();

        there.close();

        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        lifeline.close();
        assertThat(ends).hasValue(1);
        assertThat(lifeline.isOpen()).isFalse();
    }

    @Test
    void watch_closedHere_ends() throws Exception {
        connect(Transport.UNIX);
        lifeline.watch(this::onBeat, this::onEnd);

        lifeline.close();

        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void watch_closedBefore_ends() throws Exception {
        connect(Transport.UNIX);
        lifeline.close();

        lifeline.watch(this::onBeat, this::onEnd);

        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void watch_peerHalfCloses_endsForBoth(Transport transport) throws Exception {
        connect(transport);
        lifeline.watch(this::onBeat, this::onEnd);

        there.shutdownOutput();

        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(there.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void watch_peerSendsData_ends() throws Exception {
        connect(Transport.UNIX);
        lifeline.watch(this::onBeat, this::onEnd);

        there.getOutputStream().write(2);
        there.getOutputStream().flush();

        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(lifeline.isOpen()).isFalse();
        assertThat(beats.availablePermits()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void beat_isHeardAtTheOtherEnd_whileThatReads_inBothDirections(Transport transport) throws Exception {
        connect(transport);
        Lifeline other = new Lifeline(there, 3);
        Semaphore heardThere = new Semaphore(0);
        lifeline.watch(this::onBeat, this::onEnd);
        other.watch(heardThere::release, () -> {});

        lifeline.beat();
        other.beat();
        other.beat();

        assertThat(heardThere.tryAcquire(1, 5, TimeUnit.SECONDS)).isTrue();
        assertThat(beats.tryAcquire(2, 5, TimeUnit.SECONDS)).isTrue();
        assertThat(lifeline.isOpen()).isTrue();
    }

    @Test
    void beat_afterItsEnd_isNothing() throws Exception {
        connect(Transport.UNIX);
        lifeline.watch(this::onBeat, this::onEnd);
        there.close();
        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();

        lifeline.beat();

        assertThat(lifeline.isOpen()).isFalse();
    }

    @Test
    void watch_twice_isMisuse() throws Exception {
        connect(Transport.UNIX);
        lifeline.watch(this::onBeat, this::onEnd);

        assertThatThrownBy(() -> lifeline.watch(() -> {}, () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The lifeline of session 3 is watched already");
    }
}
