package dev.covalent.common.invoke;

import dev.covalent.common.ErrorMapper;
import dev.covalent.common.RemoteError;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.payload.Payload;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the outcome of a request whose handler or listener threw, in Electron's words. Always makes one. */
public final class HandlerFailure {
    private static final int MAX_TEXT_CHARS = 8 * 1024;

    private HandlerFailure() {}

    /**
     * Makes the outcome.
     *
     * @param mapper decides what the caller sees; null for the default form
     * @param report is told what the mapper throws
     */
    public static Outcome.Failure of(
            String channel, Throwable thrown, @Nullable ErrorMapper mapper, Consumer<Throwable> report) {
        Outcome.Failure mapped = mapper == null ? null : mapped(channel, thrown, mapper, report);
        return mapped != null ? mapped : of(channel, thrown);
    }

    /** Makes the outcome in its default form. */
    public static Outcome.Failure of(String channel, Throwable thrown) {
        return failure(channel, text(thrown), StructuredClone.encodeError(StructuredClone.errorOf(thrown)));
    }

    /** Returns what begins the message of every failed request on a channel. */
    public static String invoking(String channel) {
        return "Error invoking remote method '" + channel + "': ";
    }

    /** Returns what user code threw, without what stages wrap it in. */
    public static Throwable unwrapped(Throwable thrown) {
        Throwable inner = thrown;
        while (inner instanceof CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static Outcome.@Nullable Failure mapped(
            String channel, Throwable thrown, ErrorMapper mapper, Consumer<Throwable> report) {
        try {
            Optional<RemoteError> mapped = mapper.map(thrown);
            if (mapped == null) {
                report.accept(
                        new NullPointerException(mapper.getClass().getName() + " returned null, not an Optional"));
                return null;
            }
            return mapped.isEmpty() ? null : encoded(channel, mapped.get(), report);
        } catch (Throwable broken) { // a mapper's failure must not take the handler's along
            report.accept(broken);
            return null;
        }
    }

    private static Outcome.Failure encoded(String channel, RemoteError error, Consumer<Throwable> report) {
        try {
            return failure(channel, cut(error.toString()), StructuredClone.encodeError(error));
        } catch (RuntimeException uncloneable) {
            report.accept(uncloneable);
            RemoteError bare = new RemoteError(error.type(), error.message(), error.code(), null, error.stack(), null);
            return failure(channel, cut(error.toString()), StructuredClone.encodeError(bare));
        }
    }

    private static Outcome.Failure failure(String channel, String text, Payload error) {
        return new Outcome.Failure(FailureKind.HANDLER, invoking(channel) + text, error);
    }

    private static String text(Throwable thrown) {
        try {
            return cut(String.valueOf(thrown));
        } catch (Throwable broken) { // an exception whose toString throws is still an answer
            return thrown.getClass().getName();
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT_CHARS
                ? text
                : text.substring(0, MAX_TEXT_CHARS) + "... (" + text.length() + " characters)";
    }
}
