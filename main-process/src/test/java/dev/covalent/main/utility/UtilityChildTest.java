package dev.covalent.main.utility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.port.LocalPort;
import dev.covalent.main.UtilityOptions;
import dev.covalent.main.UtilityProcess;
import dev.covalent.main.port.PortRouter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of a process at its end, while others begin to listen. */
@Timeout(60)
final class UtilityChildTest {
    private static final int ROUNDS = 5000;

    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    private final SerialLoop loop = new SerialLoop("utility-child-test", uncaught::add);
    private final PortRouter ports = new PortRouter(loop, uncaught::add, QueueLimits.ofBound(10_000));

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void message_whoListensWhileTheEndIsTold_hearsNoneAfterIt() throws Exception { // UTL-07
        CyclicBarrier both = new CyclicBarrier(2);
        for (int i = 0; i < ROUNDS; i++) {
            MessageChannel channel = ports.newChannel();
            UtilityChild child = child(channel);
            List<String> told = new CopyOnWriteArrayList<>();
            CountDownLatch exit = new CountDownLatch(1);
            child.on(UtilityProcess.EXIT, code -> {
                told.add("exit");
                exit.countDown();
            });
            channel.port2().postMessage("one");
            channel.port2().postMessage("two");
            channel.port2().close();

            Thread asking = new Thread(
                    () -> { // so that whoever needs the lock twice has to wait in between
                        while (exit.getCount() > 0) {
                            child.stdout();
                        }
                    });
            asking.start();
            loop.execute(() -> {
                meet(both);
                child.ended(UtilityEnd.unwanted(), () -> {});
            });
            meet(both);
            child.on(UtilityProcess.MESSAGE, message -> told.add("message"));

            assertThat(exit.await(10, TimeUnit.SECONDS)).isTrue();
            asking.join(10_000);
            awaitLoop();
            assertThat(told).as("round %s", i).endsWith("exit").containsOnlyOnce("exit");
        }
        assertThat(uncaught).isEmpty();
    }

    @Test
    void ended_otherEndStillOpen_isToldAllTheSame_afterWhatHadCome() throws Exception { // UTL-07
        MessageChannel channel = ports.newChannel();
        UtilityChild child = child(channel);
        List<String> told = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        channel.port2().postMessage("one");
        channel.port2().postMessage("two");
        loop.execute(() -> {
            child.on(UtilityProcess.MESSAGE, message -> told.add("message"));
            child.on(UtilityProcess.EXIT, code -> told.add("exit " + code));
            child.ended(UtilityEnd.unwanted(), done::countDown);
        });

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(told).containsExactly("message", "message", "exit 0");
        assertThat(channel.port2().postMessage("late")).isFalse();
        assertThat(child.postMessage("late")).isFalse();
    }

    private UtilityChild child(MessageChannel channel) {
        return new UtilityChild(UtilityOptions.defaults(), (LocalPort) channel.port1(), loop, uncaught::add);
    }

    /** What one turn queues, and what that queues, has run when this returns. */
    private void awaitLoop() throws Exception {
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        loop.execute(() -> loop.execute(() -> loop.execute(() -> seen.complete(true))));
        assertThat(seen.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await(10, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("nobody came", failed);
        }
    }
}
