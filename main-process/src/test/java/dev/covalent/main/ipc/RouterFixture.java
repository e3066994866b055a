package dev.covalent.main.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.CancellationSource;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.IpcMain;
import dev.covalent.main.session.RendererSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A router and one renderer that sends by it. Not thread-safe. */
final class RouterFixture {
    final List<Throwable> uncaught = new ArrayList<>();
    final IpcRouter router = new IpcRouter(
            () -> {
                throw new UnsupportedOperationException();
            },
            Runnable::run,
            uncaught::add);
    final IpcMain ipcMain = router.ipcMain();
    final RoutedContents contents = new RoutedContents(3, router, uncaught::add);
    final RendererSession session =
            new RendererSession(3, contents, 3, new ManualLoop(), QueueLimits.ofBound(1 << 20), task -> {});

    Delivery send(String channel, @Nullable Object... args) {
        return router.message(session, new Upstream.Message(channel, arguments(args), List.of()), List.of());
    }

    Delivery post(String channel, @Nullable Object message) {
        return router.message(session, new Upstream.Message(channel, arguments(message), List.of(), true), List.of());
    }

    CompletableFuture<Outcome> sendSync(String channel, @Nullable Object... args) {
        return router.sendSync(session, new Request.SendSync(channel, 10_000, arguments(args)), answer -> {});
    }

    CompletableFuture<Outcome> invoke(String channel, @Nullable Object... args) {
        return invoke(new Upstream.Invoke(1, channel, 10_000, arguments(args))).toCompletableFuture();
    }

    CompletionStage<Outcome> invoke(Upstream.Invoke request) {
        return router.invoke(
                session,
                request,
                new CancellationSource(new ManualLoop(), () -> false, System.nanoTime() + 10_000_000_000L));
    }

    static Payload arguments(@Nullable Object... args) {
        return StructuredClone.encodeArguments(args);
    }

    static @Nullable Object resultOf(CompletableFuture<Outcome> answer) {
        assertThat(answer).isDone();
        assertThat(answer.join()).isInstanceOf(Outcome.Success.class);
        return StructuredClone.decode(((Outcome.Success) answer.join()).value());
    }

    static Outcome.Failure failureOf(CompletableFuture<Outcome> answer) {
        assertThat(answer).isDone();
        assertThat(answer.join()).isInstanceOf(Outcome.Failure.class);
        return (Outcome.Failure) answer.join();
    }
}
