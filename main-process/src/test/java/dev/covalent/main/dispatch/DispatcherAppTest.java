package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.EventType;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.observe.Logged;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.App;
import dev.covalent.main.app.AppLifecycle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What renderers have the application do, and hear of it, as frames. */
@Timeout(20)
final class DispatcherAppTest extends DispatcherFixture {
    private final Dispatcher dispatcher = dispatcher();
    private long taken;

    DispatcherAppTest(@TempDir Path directory) {
        super(directory);
    }

    @Test
    void app_ofARendererThatWasNotGrantedIt_isNotEndedByIt_whateverItSends() throws Exception { // REM-57
        boolean[] granting = {false};
        List<String> ends = new ArrayList<>();
        app.endBy(new Ending(ends));
        loop.run(() -> app.started(() -> {}), Duration.ZERO);
        Dispatcher guarded = dispatcher(desk(gate(event -> {
            if (!granting[0]) {
                event.preventDefault();
            }
        })));

        assertThat(guarded.request(first, 1, new RemoteRequest.RootGet(RemoteRoot.APP)))
                .isEqualTo(new Outcome.Failure(FailureKind.ACCESS_DENIED, "Blocked remote.getBuiltin('app')"));
        guarded.deliver(first, batch(2, new Upstream.AppQuit(), new Upstream.AppExit(1), new Upstream.AppUnlisten(1)));
        assertThat(ends).isEmpty();
        granting[0] = true;
        assertThat(guarded.request(first, 5, new RemoteRequest.RootGet(RemoteRoot.APP)))
                .isInstanceOf(Outcome.Success.class);
        granting[0] = false;
        assertThat(guarded.request(first, 6, new RemoteRequest.RootGet(RemoteRoot.APP)))
                .isInstanceOf(Outcome.Failure.class);
        guarded.deliver(first, batch(7, new Upstream.AppExit(6)));
        assertThat(ends).as("what was denied then").isEmpty();
        granting[0] = true;
        guarded.request(first, 8, new RemoteRequest.RootGet(RemoteRoot.APP));
        guarded.deliver(first, batch(9, new Upstream.AppUnlisten(1), new Upstream.AppExit(7)));

        assertThat(ends).containsExactly("destroyed");
    }

    @Test
    void listener_ofARendererThatDoesNotKeepUp_isWarnedOfOnce_untilThatKeepsUp() throws Exception {
        dispatcher.request(first, 1, new RemoteRequest.RootGet(RemoteRoot.APP));
        assertThat(listen(2, 1, ObjectReference.to(1, "page's"))).isInstanceOf(Outcome.Success.class);

        first.send(message());
        assertThat(Logged.by(() -> List.of(1, 2).forEach(ignored -> created())))
                .containsOnlyOnce("Renderer 1 (pid 4711) misses 'web-contents-created'");
        assertThat(drained()).hasSize(1);
        created();
        assertThat(drained()).singleElement().isInstanceOf(Downstream.CallbackCall.class);
        first.send(message());

        assertThat(Logged.by(this::created)).containsOnlyOnce("misses 'web-contents-created'");
    }

    @Test
    void listener_ofNobodysOrUnderANumberInUse_isRefused() throws Exception {
        dispatcher.request(first, 1, new RemoteRequest.RootGet(RemoteRoot.APP));
        listen(2, 1, ObjectReference.to(1, "page's"));

        assertThat(listen(3, 1, ObjectReference.to(2, "page's")))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.message()).contains("has a listener 1 already"));
        dispatcher.deliver(first, batch(4, new Upstream.AppUnlisten(1), new Upstream.AppUnlisten(99)));
        assertThat(app.pagesHearing(App.WEB_CONTENTS_CREATED)).isZero();
        assertThat(listen(6, 1, ObjectReference.to(3, "page's"))).isInstanceOf(Outcome.Success.class);
        first.end();
        spinUntil(() -> app.pagesHearing(App.WEB_CONTENTS_CREATED) == 0);
        assertThat(app.pagesHearing(App.WEB_CONTENTS_CREATED)).isZero();
    }

    @Test
    void beforeQuit_ofAnApplicationThatExitsThen_isNotToldToPages() throws Exception {
        app.endBy(new Ending(new ArrayList<>()));
        loop.run(() -> app.started(() -> {}), Duration.ZERO);
        CompletableFuture<Void> quitting = new CompletableFuture<>();
        app.on(App.BEFORE_QUIT, same -> {
            same.target().exit(1);
            loop.execute(() -> quitting.complete(null)); // in a later turn
        });
        dispatcher.request(first, 1, new RemoteRequest.RootGet(RemoteRoot.APP));
        listen(2, 1, App.BEFORE_QUIT, ObjectReference.to(1, "page's"));
        listen(3, 2, App.WEB_CONTENTS_CREATED, ObjectReference.to(2, "page's"));

        dispatcher.deliver(first, batch(4, new Upstream.AppQuit()));
        quitting.get(10, TimeUnit.SECONDS);
        created();

        assertThat(drained())
                .as("what pages were told: only of the contents")
                .singleElement()
                .isInstanceOfSatisfying(
                        Downstream.CallbackCall.class,
                        call -> assertThat(call.callback()).isEqualTo(2));
    }

    private Outcome listen(long sequence, long number, ObjectReference listener) throws InterruptedException {
        return listen(sequence, number, App.WEB_CONTENTS_CREATED, listener);
    }

    private Outcome listen(long sequence, long number, EventType<?> event, ObjectReference listener)
            throws InterruptedException {
        Parcel arguments = new Parcel(StructuredClone.encodeArguments(event.name(), number, 0), List.of(listener));
        String on = Builtins.APP.methods().iterator().next().key();
        return dispatcher.request(first, sequence, new RemoteRequest.ObjectCall(1, "app", on, arguments));
    }

    private void created() {
        inTurn(() -> app.created(windows.fromId(2).orElseThrow()));
    }

    /** Returns what waited for the first renderer, which it has taken then. */
    private List<Downstream> drained() throws InterruptedException {
        FrameBatch batch = first.outbox().fetch(taken, Duration.ZERO);
        taken = batch.first() + batch.frames().size() - 1;
        assertThat(first.outbox().fetch(taken, Duration.ZERO).frames()).isEmpty();
        return batch.frames().stream().map(Downstream::decode).toList();
    }

    private static Payload message() {
        Payload large = arguments(new byte[(int) BOUND]);
        return new Downstream.Message("fill", 0, large, List.of()).encode();
    }

    /** Says how the application ends, and never gets to it. */
    private record Ending(List<String> ends) implements AppLifecycle.Ending {
        @Override
        public CompletableFuture<Boolean> closeWindows() {
            ends.add("closed");
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<Void> endProcesses() {
            ends.add("processes ended");
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<Void> destroyAll() {
            ends.add("destroyed");
            return new CompletableFuture<>();
        }

        @Override
        public boolean hasWindows() {
            return false;
        }

        @Override
        public void goOn() {
            ends.add("going on");
        }

        @Override
        public void release() {
            ends.add("released");
        }
    }
}
