package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.PropertyBag;
import dev.covalent.common.PropertyChange.Kind;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.Subscription;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.BagSteps;
import dev.covalent.main.SharedObject;
import dev.covalent.renderer.RemoteObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** DAT-03: changes of property bags, heard in main and in two renderers. */
@Timeout(20)
final class BagChangesTest {
    private final InJvmMain main = new InJvmMain();
    private final InJvmRenderer first = main.newRenderer();
    private final InJvmRenderer second = main.newRenderer();
    private final SharedObject shared = main.globals().share("bag", Map.of("count", 0));
    private final RemoteObject mine = first.remote().getGlobal("bag");
    private final RemoteObject theirs = second.remote().getGlobal("bag");

    @AfterEach
    void close() {
        main.close();
    }

    @Test
    void onChange_anyProcess_hearsEverybodysChangesWithValuesAndOrigin() {
        List<LinkedBlockingQueue<Seen>> everywhere = List.of(Seen.at(shared), Seen.at(mine), Seen.at(theirs));

        mine.set("count", 1);
        theirs.set("name", "new");
        shared.set("count", null);
        shared.delete("name");

        for (LinkedBlockingQueue<Seen> heard : everywhere) {
            assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("count", Kind.CHANGED, 0, 1, 1));
            assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("name", Kind.ADDED, null, "new", 2));
            assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("count", Kind.CHANGED, 1, null, 0));
            assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("name", Kind.REMOVED, "new", null, 0));
        }
    }

    @Test
    void onChange_ofAProperty_hearsNothingElse() {
        LinkedBlockingQueue<Seen> local = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<Seen> remote = new LinkedBlockingQueue<>();
        shared.onChange("count", change -> local.add(Seen.of(change)));
        mine.onChange("count", change -> remote.add(Seen.of(change)));

        theirs.set("other", 1);
        theirs.batch(batch -> batch.set("other", 2).set("count", 2));

        assertThat(InJvmRenderer.next(local)).isEqualTo(new Seen("count", Kind.CHANGED, 0, 2, 2));
        assertThat(InJvmRenderer.next(remote)).isEqualTo(new Seen("count", Kind.CHANGED, 0, 2, 2));
        theirs.set("count", 3);
        assertThat(InJvmRenderer.next(local).after()).isEqualTo(3);
        assertThat(InJvmRenderer.next(remote).after()).isEqualTo(3);
    }

    /** What is the same as before is no change, nor what a refused compareAndSet did not write. */
    @Test
    void onChange_writesThatChangeNothing_areNotHeard() {
        LinkedBlockingQueue<Seen> heard = Seen.at(mine);

        shared.set("count", 0);
        theirs.compareAndSet("count", 5, 6);
        theirs.delete("missing");
        theirs.batch(batch -> batch.set("count", 1).set("count", 0));
        shared.set("count", 9);

        assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("count", Kind.CHANGED, 0, 9, 0));
    }

    @Test
    void onChange_batch_oneChangeOfEachProperty_inOrder() {
        LinkedBlockingQueue<Seen> heard = Seen.at(mine);

        theirs.batch(batch ->
                batch.set("a", 1).set("count", 1).set("a", 2).delete("count").set("b", 3));

        assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("a", Kind.ADDED, null, 2, 2));
        assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("count", Kind.REMOVED, 0, null, 2));
        assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("b", Kind.ADDED, null, 3, 2));
    }

    /** In every process the same order, although many threads write. */
    @Test
    void onChange_concurrentWriters_oneOrderForAll() throws InterruptedException {
        List<LinkedBlockingQueue<Seen>> everywhere = List.of(Seen.at(shared), Seen.at(mine), Seen.at(theirs));
        List<Thread> writers = new ArrayList<>();
        for (PropertyBag bag : List.of(shared, mine, theirs, shared)) {
            writers.add(new Thread(() -> IntStream.range(0, 100)
                    .forEach(i -> bag.updateAndGet("count", Integer.class, count -> count + 1))));
        }

        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }

        for (LinkedBlockingQueue<Seen> heard : everywhere) {
            for (int i = 0; i < 400; i++) {
                Seen change = InJvmRenderer.next(heard);
                assertThat(change.before()).isEqualTo(i);
                assertThat(change.after()).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void close_endsIt_andMainForgets() {
        LinkedBlockingQueue<Seen> ended = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<Seen> heard = Seen.at(mine);
        Subscription local = shared.onChange(change -> ended.add(Seen.of(change)));
        Subscription remote = mine.onChange(change -> ended.add(Seen.of(change)));

        local.close();
        remote.close();
        remote.close();
        LinkedBlockingQueue<Seen> later = Seen.at(shared);
        LinkedBlockingQueue<Seen> alsoLater = Seen.at(mine);
        shared.set("count", 1);

        for (LinkedBlockingQueue<Seen> open : List.of(heard, later, alsoLater)) {
            assertThat(InJvmRenderer.next(open).after()).isEqualTo(1);
        }
        assertThat(ended).isEmpty();
    }

    @Test
    void listenerThatThrows_isReported_andTheOthersHear() {
        shared.onChange(change -> {
            throw new IllegalStateException("in main");
        });
        mine.onChange(change -> {
            throw new IllegalStateException("in the renderer");
        });
        LinkedBlockingQueue<Seen> heard = Seen.at(mine);

        shared.set("count", 1);

        assertThat(InJvmRenderer.next(heard).after()).isEqualTo(1);
        assertThat(InJvmRenderer.next(main.uncaught)).hasMessage("in main");
        assertThat(InJvmRenderer.next(first.uncaught)).hasMessage("in the renderer");
    }

    @Test
    void onChange_ofAnObjectThatIsGone_fails() {
        main.globals().unshare("bag");

        assertThatThrownBy(() -> mine.onChange(change -> {})).isInstanceOf(RemoteCallException.class);
        assertThat(mine.async().onChange(change -> {})).failsWithin(InJvmMain.LIMIT);
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // that is what this is about
    void asyncOnChangeAndLive_whoseFailureIsIgnored_areToldInTheRenderer() throws Exception { // REM-40
        main.globals().unshare("bag");

        mine.async().onChange(change -> {});
        assertThat(nextIgnored()).isInstanceOf(RemoteCallException.class);
        mine.async().live();
        assertThat(nextIgnored()).isInstanceOf(RemoteCallException.class);
    }

    /** Collects garbage until a failure was told. */
    private Throwable nextIgnored() throws InterruptedException {
        Throwable next = null;
        while (next == null) {
            System.gc();
            next = first.uncaught.poll(20, TimeUnit.MILLISECONDS);
        }
        return next;
    }

    @Test
    void onChange_badProperty_isRefused() {
        for (PropertyBag bag : List.of(shared, mine)) {
            assertThatThrownBy(() -> bag.onChange("y".repeat(2_000), change -> {}))
                    .isInstanceOf(RuntimeException.class)
                    .hasMessageContaining("at most 1024 characters");
        }
        assertThatThrownBy(() -> mine.onChange("", change -> {})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> shared.onChange("", change -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("onChange(listener)");
    }

    @Test
    void asyncOnChange_hears() {
        LinkedBlockingQueue<Seen> heard = new LinkedBlockingQueue<>();
        Subscription subscription =
                InJvmMain.settled(mine.async().onChange("count", change -> heard.add(Seen.of(change))));

        theirs.set("count", 1);

        assertThat(InJvmRenderer.next(heard).after()).isEqualTo(1);
        subscription.close();
    }

    /** The name is what is listened to, whatever is shared there. */
    @Test
    void share_again_tellsTheDifference_andGoesOn() {
        shared.set("kept", "same");
        LinkedBlockingQueue<Seen> heard = Seen.at(mine);

        SharedObject next = main.globals().share("bag", new HashMap<>(Map.of("kept", "same", "added", 1)));
        shared.set("count", 7);
        next.set("count", 2);

        assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("count", Kind.REMOVED, 0, null, 0));
        assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("added", Kind.ADDED, null, 1, 0));
        assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("count", Kind.ADDED, null, 2, 0));
    }

    @Test
    void unshare_removesAll_andSharingLaterGoesOn() {
        LinkedBlockingQueue<Seen> heard = Seen.at(mine);

        main.globals().unshare("bag");
        main.globals().share("bag", Map.of("late", true));

        assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("count", Kind.REMOVED, 0, null, 0));
        assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("late", Kind.ADDED, null, true, 0));
    }

    /** A renderer that does not keep up costs what the bag holds, and hears of the latest when it has caught up. */
    @Test
    void onChange_behind_hearsOfEachPropertyOnceWhenItHasCaughtUp() {
        LinkedBlockingQueue<Seen> heard = Seen.at(mine);
        LinkedBlockingQueue<Seen> quick = Seen.at(theirs);

        first.stall(true);
        for (int i = 1; i <= 100; i++) {
            shared.set("count", i);
        }
        shared.set("brief", 1);
        shared.delete("brief");
        theirs.set("name", "x");
        for (int i = 0; i < 103; i++) {
            InJvmRenderer.next(quick);
        }
        assertThat(heard).isEmpty();
        first.stall(false);
        shared.set("count", -1);

        assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("count", Kind.CHANGED, 0, 100, 0));
        assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("name", Kind.ADDED, null, "x", 2));
        assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("count", Kind.CHANGED, 100, -1, 0));
    }

    @Test
    void rendererThatIsGone_isForgotten() { // its watch would else ask it whether it keeps up
        LinkedBlockingQueue<Seen> heard = Seen.at(mine);
        LinkedBlockingQueue<Seen> other = Seen.at(theirs);

        first.die();
        shared.set("count", 1);

        assertThat(InJvmRenderer.next(other).after()).isEqualTo(1);
        assertThat(heard).isEmpty();
        assertThat(first.askedWhileGone()).isFalse();
    }

    /** Each change goes to a renderer once, however many of its listeners want to hear of it. */
    @Test
    void onChange_manyListenersOfARenderer_oneFrame() {
        LinkedBlockingQueue<Seen> all = Seen.at(mine);
        LinkedBlockingQueue<Seen> count = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<Seen> again = new LinkedBlockingQueue<>();
        mine.onChange("count", change -> count.add(Seen.of(change)));
        Subscription closing = mine.onChange("count", change -> again.add(Seen.of(change)));
        closing.close();
        int before = first.received();

        shared.set("count", 1);
        shared.set("other", 1);

        assertThat(InJvmRenderer.next(all).after()).isEqualTo(1);
        assertThat(InJvmRenderer.next(all).property()).isEqualTo("other");
        assertThat(InJvmRenderer.next(count).after()).isEqualTo(1);
        assertThat(again).isEmpty();
        assertThat(first.received() - before).isEqualTo(2);
    }

    /** What main's own listeners hear of is the name, too, even if nothing is shared there at the moment. */
    @Test
    void onChange_ofMain_whileNothingIsShared_hearsOfWhatIsSharedLater() {
        main.globals().unshare("bag");
        LinkedBlockingQueue<Seen> heard = Seen.at(shared);

        main.globals().share("bag", Map.of("late", 1));

        assertThat(InJvmRenderer.next(heard)).isEqualTo(new Seen("late", Kind.ADDED, null, 1, 0));
    }

    /** A watch that main could open where it would not hear of what is shared later would be deaf. */
    @Test
    void onChange_whileTheObjectIsUnshared_failsOrHearsOfTheNext() throws InterruptedException {
        for (int round = 0; round < 1_000; round++) {
            main.globals().share("bag", Map.of());
            LinkedBlockingQueue<Seen> heard = new LinkedBlockingQueue<>();
            Thread unsharing = new Thread(() -> main.globals().unshare("bag"));
            unsharing.start();
            try (Subscription hearing = mine.onChange(change -> heard.add(Seen.of(change)))) {
                unsharing.join();
                main.globals().share("bag", Map.of("round", round));
                assertThat(InJvmRenderer.next(heard).after()).isEqualTo(round);
                assertThat(hearing).isNotNull();
            } catch (RemoteCallException missing) {
                assertThat(missing).hasMessageContaining("missing remote object 'bag'");
                unsharing.join();
            }
        }
    }

    @Test
    void watches_ofARendererThatIsMalicious_areRefused() {
        List<BagStep> tooMany = new ArrayList<>();
        for (long number = 0; number < 20_000; number++) {
            tooMany.add(BagSteps.watch("count", number));
        }
        Payload text = StructuredClone.encode("text", "watch");

        for (List<BagStep> steps : List.of(
                tooMany,
                List.of(BagSteps.watch("a", 1), BagSteps.watch("b", 1)),
                List.of(BagSteps.watch("y".repeat(2_000), 1)),
                List.of(BagStep.watch("a", text)))) {
            Outcome outcome = first.exchange(new RemoteRequest.BagCall("bag", steps));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Failure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MISUSE));
        }
        first.post(new Upstream.BagUnwatch(1));
        int before = first.received();
        shared.set("count", 1);
        assertThat(first.received()).isEqualTo(before);
    }

    /** A listener may write: it is called without a lock, in a turn of its own. */
    @Test
    void listener_writesAndReads() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        shared.onChange("count", change -> shared.set("copy", change.newValue().get()));
        shared.onChange("copy", change -> done.countDown());

        mine.set("count", 5);
        done.await();

        assertThat(mine.get("copy")).isEqualTo(5);
    }
}
