package dev.covalent.main.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.observe.Logged;
import dev.covalent.common.remote.RemoteInterface;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ReferenceLimitTest {
    private final RecordingPeer peer = new RecordingPeer();

    @Test
    void admit_theMost_isRefusedSayingWhatToDo() { // REM-48
        ReferenceLimit limit = new ReferenceLimit(peer, 3, 5);

        limit.admit(4);

        assertThatThrownBy(() -> limit.admit(5))
                .isInstanceOf(QueueFullException.class)
                .hasMessage("Renderer 3 (pid 4711) holds 5 of main's objects, which is the most: have its page drop or"
                        + " close (RemoteReference.close) those that it needs no more, or give it values. `covalent ps"
                        + " --json` says of which interfaces they are");
    }

    @Test
    void renderer_thatHoldsMany_isWarnedOfOnce() { // REM-48
        ScheduledExecutorService timer = Threads.scheduler("limit-test");
        RemoteObjects objects = new RemoteObjects(new ManualLoop(), timer, Duration.ofMinutes(1), thrown -> {});
        Store store = () -> IntStream.range(0, ReferenceLimit.MANY / 2)
                .mapToObj(number -> (Store.Item) () -> number)
                .toList();
        objects.registry().share("store", Store.class, store);
        long number = ((Outcome.Success) call(objects, new RemoteRequest.GlobalFind("store")))
                .parcel()
                .references()
                .get(0)
                .number();
        String all = RemoteInterface.of(Store.class).methods().iterator().next().key();
        RemoteRequest more =
                new RemoteRequest.ObjectCall(number, "store", all, Parcel.of(StructuredClone.encodeArguments()));

        assertThat(Logged.by(() -> call(objects, more))).doesNotContain("main's objects");
        String logged = Logged.by(() -> {
            call(objects, more);
            call(objects, more);
        });
        timer.shutdownNow();

        assertThat(objects.passedTo(peer).count()).isEqualTo(1 + 3 * (ReferenceLimit.MANY / 2));
        assertThat(logged)
                .containsOnlyOnce("Renderer 3 (pid 4711) holds " + ReferenceLimit.MANY
                        + " of main's objects, and may hold " + ReferenceLimit.MOST + ": have its page drop");
    }

    private Outcome call(RemoteObjects objects, RemoteRequest request) {
        Outcome outcome = objects.call(peer, request).toCompletableFuture().join();
        assertThat(outcome).isInstanceOf(Outcome.Success.class);
        return outcome;
    }

    /** What main shares. */
    @FunctionalInterface
    interface Store {
        List<Item> all();

        /** Is referred to. */
        @FunctionalInterface
        interface Item {
            int number();
        }
    }
}
