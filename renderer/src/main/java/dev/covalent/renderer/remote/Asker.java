package dev.covalent.renderer.remote;

import dev.covalent.common.frame.Deadlines;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RequestSubject;
import dev.covalent.renderer.link.MainLink;
import dev.covalent.renderer.link.Question;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks main for what it has, waiting for the answer or not.
 *
 * <p>Thread-safe.
 *
 * @param link leads to main
 */
record Asker(MainLink link) {

    /** Asks, waits, and returns what the reader makes of the answer. */
    <T> T call(RemoteRequest request, Function<Parcel, T> reader) {
        return reader.apply(link.call(request));
    }

    /** Asks, and completes with what the reader makes of the answer, in the turn of the loop. */
    <T> CompletableFuture<T> ask(RemoteRequest request, Function<Parcel, T> reader) {
        long deadlineMillis = Deadlines.millis(link.requestTimeout());
        return link.ask(request, new Asked<>(RequestSubject.of(request), deadlineMillis, reader));
    }

    /** Asks for what a supplier makes of what the application wants; if it refuses that, the future fails. */
    <T> CompletableFuture<T> ask(Supplier<RemoteRequest> request, Function<Parcel, T> reader) {
        RemoteRequest made;
        try {
            made = request.get();
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return ask(made, reader);
    }

    /** What is asked. */
    private record Asked<T>(String subject, long deadlineMillis, Function<Parcel, T> reader) implements Question<T> {

        @Override
        public T answer(Parcel value) {
            return reader.apply(value);
        }

        @Override
        public String toString() {
            return subject;
        }
    }
}
