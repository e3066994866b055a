package dev.covalent.renderer.ipc;

import dev.covalent.common.ChannelName;
import dev.covalent.common.Procedure;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.IpcRequests;
import dev.covalent.renderer.link.MainLink;
import dev.covalent.renderer.link.Question;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Requests with one deadline. Immutable. */
final class PageRequests implements IpcRequests {
    private final MainLink link;
    private final long deadlineMillis;

    PageRequests(MainLink link, long deadlineMillis) {
        this.link = link;
        this.deadlineMillis = deadlineMillis;
    }

    @Override
    public Value sendSync(String channel, @Nullable Object... args) {
        ChannelName.check(channel);
        Request request = new Request.SendSync(channel, deadlineMillis, clone(args));
        return StructuredClone.value(link.call(request).value().giveAway());
    }

    @Override
    public CompletableFuture<Value> invoke(String channel, @Nullable Object... args) {
        return invoke(channel, Function.identity(), args);
    }

    @Override
    public <A, R> CompletableFuture<R> invoke(Procedure<A, R> procedure, A argument) {
        return invoke(procedure.name(), procedure::readResult, argument);
    }

    private <T> CompletableFuture<T> invoke(String channel, Function<Value, T> conversion, @Nullable Object... args) {
        ChannelName.check(channel);
        Payload arguments;
        try {
            arguments = clone(args);
        } catch (RuntimeException uncloneable) {
            return CompletableFuture.failedFuture(uncloneable);
        }
        return link.ask(
                request -> new Upstream.Invoke(request, channel, deadlineMillis, arguments),
                new Invocation<>(channel, deadlineMillis, conversion));
    }

    private static Payload clone(@Nullable Object... args) {
        return StructuredClone.encodeArguments(args);
    }

    /** A request for a handler of main's. */
    private record Invocation<T>(String channel, long deadlineMillis, Function<Value, T> conversion)
            implements Question<T> {

        @Override
        public String moreTime() {
            return "withDeadline(…) for one request, MainProcess.builder().requestTimeout for all";
        }

        @Override
        public T answer(Parcel answer) {
            return conversion.apply(StructuredClone.value(answer.value().giveAway()));
        }

        @Override
        public String toString() {
            return "invoke of '" + channel + "'";
        }
    }
}
