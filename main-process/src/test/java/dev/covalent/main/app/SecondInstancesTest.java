package dev.covalent.main.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.endpoint.RuntimeDirectory;
import dev.covalent.common.instance.Handover;
import dev.covalent.common.instance.HandoverAnswer;
import dev.covalent.common.instance.WorkingDirectory;
import dev.covalent.common.observe.Logged;
import dev.covalent.common.transport.Refusal;
import dev.covalent.main.App;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecondInstancesTest {
    private static final int MANY = 2 * SecondInstances.MAX_KEPT + 5;

    private final ManualLoop loop = new ManualLoop();
    private final List<Throwable> uncaught = new ArrayList<>();
    private final AppLifecycle app = new AppLifecycle("notes", "1.0", loop, uncaught::add);
    private final SecondInstances instances = app.secondInstances();
    private final List<String> heard = new ArrayList<>();

    @TempDir
    private Path parent;

    private SingleInstance single;

    @BeforeEach
    void takeLock() {
        single = new SingleInstance(RuntimeDirectory.at(parent.resolve("run")), "notes", null);
        app.singleBy(single);
        assertThat(app.requestSingleInstanceLock()).isTrue();
    }

    @AfterEach
    void giveUp() {
        single.close();
    }

    @Test // APP-14
    void take_beforeStart_isHeardAfterIt_inOrderAndInTheTurn() {
        app.on(App.SECOND_INSTANCE, second -> {
            assertThat(loop.inTurn()).isTrue();
            heard.add(second.arguments() + " in " + second.workingDirectory() + ": "
                    + second.additionalData().get());
        });
        tell(handover("a", 1));
        tell(handover("b", null));
        loop.runAll();
        assertThat(heard).isEmpty();

        instances.open();
        assertThat(heard).isEmpty();
        loop.runAll();

        assertThat(heard).containsExactly("[a] in /tmp: 1", "[b] in /tmp: null");
        assertThat(uncaught).isEmpty();
    }

    @Test
    void take_directoryThatCannotBeSpelt_isHeardWithItsNearestParent() {
        instances.open();
        app.on(App.SECOND_INSTANCE, second -> heard.add(second.arguments() + " in " + second.workingDirectory()));

        tell(new Handover(List.of("a"), new WorkingDirectory(parent + "/\0/b"), StructuredClone.encode(null, "data")));
        loop.runAll();

        assertThat(heard).containsExactly("[a] in " + parent);
    }

    @Test // APP-13: a later instance is told false, whatever the first one listens to
    void take_noListener_isKeptForTheFirst_theOldestAreDroppedWithOneWarning() {
        instances.open();
        for (int i = 0; i < SecondInstances.MAX_KEPT; i++) {
            assertThat(instances.refusal()).as("%s", i).isNull();
            assertThat(tell(handover("" + i, null))).as("%s", i).isEqualTo(HandoverAnswer.TAKEN);
        }
        loop.runAll();
        String logged = Logged.by(() -> {
            for (int i = SecondInstances.MAX_KEPT; i < MANY; i++) {
                assertThat(instances.refusal()).as("%s", i).isNull();
                assertThat(tell(handover("" + i, null))).as("%s", i).isEqualTo(HandoverAnswer.TAKEN);
            }
        });
        assertThat(logged).containsOnlyOnce("Nobody listens to App.SECOND_INSTANCE, and no more than 64 later");

        app.on(App.SECOND_INSTANCE, second -> heard.addAll(second.arguments()));
        loop.runAll();

        assertThat(heard)
                .containsExactlyElementsOf(IntStream.range(MANY - SecondInstances.MAX_KEPT, MANY)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(instances.refusal()).isNull();
    }

    @Test // the loop comes to it, and the start ends: who is told so comes again
    void take_startingOrLoopBusy_isRefusedBeyondTheBound() {
        for (int i = 0; i < SecondInstances.MAX_KEPT; i++) {
            assertThat(tell(handover("" + i, null))).as("%s", i).isEqualTo(HandoverAnswer.TAKEN);
        }
        assertThat(instances.refusal()).as("starting").isEqualTo(Refusal.BUSY);
        assertThat(tell(handover("more", null))).as("starting").isEqualTo(HandoverAnswer.BUSY);

        app.on(App.SECOND_INSTANCE, second -> heard.addAll(second.arguments()));
        instances.open();
        assertThat(instances.refusal()).as("the loop is busy").isEqualTo(Refusal.BUSY);
        assertThat(tell(handover("more", null))).as("the loop is busy").isEqualTo(HandoverAnswer.BUSY);
        loop.runAll();

        assertThat(heard).hasSize(SecondInstances.MAX_KEPT).startsWith("0", "1");
        assertThat(instances.refusal()).isNull();
    }

    @Test // it is held for its connection anyway: dropping it would free nothing
    void take_noListener_whatIsNotAnsweredYetIsNotDropped() {
        instances.open();
        byte[] large = new byte[30 << 20];
        Handover first = handover("a", large);
        instances.take(first);
        instances.take(handover("b", large));
        assertThat(instances.take(handover("c", large))).isEqualTo(HandoverAnswer.BUSY);

        instances.answered(first);

        assertThat(instances.take(handover("d", large))).isEqualTo(HandoverAnswer.TAKEN);
    }

    @Test
    void take_noListener_isBoundedInBytes() {
        instances.open();
        byte[] large = new byte[30 << 20];
        assertThat(tell(handover("a", large))).isEqualTo(HandoverAnswer.TAKEN);
        assertThat(tell(handover("b", large))).isEqualTo(HandoverAnswer.TAKEN);
        assertThat(tell(handover("c", null))).isEqualTo(HandoverAnswer.TAKEN);
        assertThat(tell(handover("d", large))).isEqualTo(HandoverAnswer.TAKEN);

        app.on(App.SECOND_INSTANCE, second -> heard.addAll(second.arguments()));
        loop.runAll();

        assertThat(heard).containsExactly("b", "c", "d");
        assertThat(tell(handover("e", large))).isEqualTo(HandoverAnswer.TAKEN);
    }

    @Test // whoever ends when hearing of it must not cut its answer off
    void take_notAnsweredYet_isNotHeard_norIsWhatCameAfterIt() {
        instances.open();
        app.on(App.SECOND_INSTANCE, second -> heard.addAll(second.arguments()));
        Handover first = handover("a", null);
        instances.take(first);
        tell(handover("b", null));
        loop.runAll();
        assertThat(heard).isEmpty();

        instances.answered(first);
        loop.runAll();

        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void once_hearsOne_andTheNextIsKept() {
        instances.open();
        tell(handover("a", null));
        tell(handover("b", null));
        app.once(App.SECOND_INSTANCE, second -> heard.addAll(second.arguments()));
        loop.runAll();
        assertThat(heard).containsExactly("a");

        app.once(App.SECOND_INSTANCE, second -> heard.addAll(second.arguments()));
        loop.runAll();

        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void take_listenerThrows_isUncaughtAndTheNextIsHeard() {
        IllegalStateException broken = new IllegalStateException("broken");
        instances.open();
        app.on(App.SECOND_INSTANCE, second -> {
            heard.addAll(second.arguments());
            throw broken;
        });
        tell(handover("a", null));
        tell(handover("b", null));

        loop.runAll();

        assertThat(heard).containsExactly("a", "b");
        assertThat(uncaught).containsExactly(broken, broken);
    }

    @Test // APP-18
    void release_takesNoMore_andWhatWasTakenIsHeard() {
        instances.open();
        tell(handover("a", null));
        app.releaseSingleInstanceLock();
        app.releaseSingleInstanceLock();

        assertThat(app.hasSingleInstanceLock()).isFalse();
        assertThat(instances.refusal()).isEqualTo(Refusal.NO_INSTANCE_LOCK);
        assertThat(tell(handover("b", null))).isEqualTo(HandoverAnswer.NO_INSTANCE_LOCK);
        app.on(App.SECOND_INSTANCE, second -> heard.addAll(second.arguments()));
        loop.runAll();
        assertThat(heard).containsExactly("a");
        assertThat(app.requestSingleInstanceLock()).isTrue();
        assertThat(app.requestSingleInstanceLock()).isTrue();
        assertThat(instances.refusal()).isNull();
    }

    @Test // it may ask its user whether it is to end, for as long as that takes
    void take_applicationQuits_isHeardWhetherThatIsPreventedOrNot() {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        app.endBy(new Ending(closed));
        instances.open();
        app.on(App.SECOND_INSTANCE, second -> heard.addAll(second.arguments()));
        app.quit();
        loop.runAll();

        assertThat(instances.refusal()).isNull();
        assertThat(tell(handover("a", null))).isEqualTo(HandoverAnswer.TAKEN);
        loop.runAll();
        assertThat(heard).containsExactly("a");
        closed.complete(false);
        loop.runAll();

        assertThat(tell(handover("b", null))).isEqualTo(HandoverAnswer.TAKEN);
        loop.runAll();
        assertThat(heard).containsExactly("a", "b");
    }

    @Test // whoever starts the application again while it ends gets one
    void take_applicationEnds_isRefusedForThat() {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        app.endBy(new Ending(closed));
        loop.run(() -> app.started(() -> {}), Duration.ZERO);
        app.quit();
        loop.runAll();
        closed.complete(true);
        loop.runAll();

        assertThat(app.hasSingleInstanceLock()).isTrue();
        assertThat(instances.refusal()).isEqualTo(Refusal.ENDING);
        assertThat(tell(handover("a", null))).isEqualTo(HandoverAnswer.ENDING);
    }

    @Test
    void take_applicationExits_isRefusedForThat() {
        app.endBy(new Ending(new CompletableFuture<>()));
        instances.open();

        app.exit(0);
        loop.runAll();

        assertThat(instances.refusal()).isEqualTo(Refusal.ENDING);
        assertThat(tell(handover("a", null))).isEqualTo(HandoverAnswer.ENDING);
    }

    @Test // who has no answer yet asks again, and is the next
    void close_logsWhatIsLost_once() {
        Handover unanswered = handover("unanswered", null);
        instances.open();
        tell(handover("--open\n=" + "x".repeat(1_000), null));
        instances.take(unanswered);

        String logged = Logged.by(() -> {
            instances.close();
            instances.close();
        });

        assertThat(logged)
                .containsOnlyOnce("The application ends, and has not heard of 1 later instances: [[--open ="
                        + "x".repeat(92) + "…] in /tmp]")
                .doesNotContain("unanswered");
        assertThat(Logged.by(() -> instances.answered(unanswered)))
                .as("its answer was on its way")
                .containsOnlyOnce("has not heard of 1 later instances: [[unanswered] in /tmp]");
        assertThat(tell(handover("late", null))).isEqualTo(HandoverAnswer.ENDING);
        app.on(App.SECOND_INSTANCE, second -> heard.addAll(second.arguments()));
        loop.runAll();
        assertThat(heard).isEmpty();
    }

    @Test
    void close_everyOneWasHeard_logsNothing() {
        instances.open();
        app.on(App.SECOND_INSTANCE, second -> heard.addAll(second.arguments()));
        tell(handover("a", null));
        loop.runAll();

        assertThat(Logged.by(instances::close)).isEmpty();
    }

    @Test
    void request_afterTheEnd_givesNothing() {
        single.close();

        assertThat(app.requestSingleInstanceLock()).isFalse();
        assertThat(app.hasSingleInstanceLock()).isFalse();
        assertThat(parent.resolve("run")).isEmptyDirectory();
    }

    private HandoverAnswer tell(Handover handover) {
        HandoverAnswer answer = instances.take(handover);
        instances.answered(handover);
        return answer;
    }

    private static Handover handover(String argument, @Nullable Object data) {
        return new Handover(
                List.of(argument), WorkingDirectory.of(Path.of("/tmp")), StructuredClone.encode(data, "data"));
    }

    /** Ends when its windows have closed, if they do. */
    private record Ending(CompletableFuture<Boolean> closed) implements AppLifecycle.Ending {
        @Override
        public CompletableFuture<Boolean> closeWindows() {
            return closed;
        }

        @Override
        public CompletableFuture<Void> endProcesses() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> destroyAll() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean hasWindows() {
            return false;
        }

        @Override
        public void goOn() {}

        @Override
        public void release() {}
    }
}
