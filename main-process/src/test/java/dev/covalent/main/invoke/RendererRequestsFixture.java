package dev.covalent.main.invoke;

import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** What main and a renderer ask of each other, without the renderer: what it would be sent waits to be fetched. */
@Timeout(20)
abstract class RendererRequestsFixture {
    static final int BOUND = 10_000;
    static final Payload ARGUMENTS = StructuredClone.encodeArguments();

    final ManualLoop loop = new ManualLoop();
    final ScheduledExecutorService timer = Threads.scheduler("requests-test");
    final RendererRequests requests = new RendererRequests(loop, timer, BOUND);
    final RendererSession session = FakeContents.session(3, loop, 1_000);

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    CompletableFuture<Value> ask(long deadlineMillis) {
        return requests.ask(session, call(deadlineMillis));
    }

    static InvokeCall<Value> call(long deadlineMillis) {
        return new InvokeCall<>("add", deadlineMillis, ARGUMENTS, Function.identity());
    }

    void reply(long call, Outcome outcome) {
        requests.reply(session, new Upstream.InvokeReply(call, outcome));
    }

    static Outcome success(Object value) {
        return new Outcome.Success(StructuredClone.encode(value, "result"));
    }
}
