package dev.covalent.common.clone;

import dev.covalent.common.ErrorDetails;
import dev.covalent.common.RemoteError;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes plain data of a {@code Throwable}, in bounds: whatever its own methods do, the result is small and made quickly.
 *
 * <p>Confined to one call.
 */
final class ErrorSnapshot {
    static final int MAX_CAUSES = 16;
    static final int MAX_FRAMES = 64;
    static final int MAX_MESSAGE_CHARS = 8 * 1024;
    static final int MAX_CODE_CHARS = 256;

    /** Of the data of all errors of a chain together. */
    static final int MAX_DATA_BYTES = 1 << 20;

    private static final Logger log = LoggerFactory.getLogger(ErrorSnapshot.class);

    private final boolean withData;
    private int dataBytes;

    private ErrorSnapshot(boolean withData) {
        this.withData = withData;
    }

    /** Makes the plain form of an exception, its {@link ErrorDetails#data} included. */
    static RemoteError of(Throwable thrown) {
        return new ErrorSnapshot(true).chained(thrown);
    }

    /** Makes the plain form of an exception that is part of another's data: its own data may contain either of them. */
    static RemoteError withoutData(Throwable thrown) {
        return new ErrorSnapshot(false).chained(thrown);
    }

    private RemoteError chained(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        Object[] data = new Object[chain.size()];
        for (int i = 0; withData && i < data.length; i++) { // from the outside: it has the first claim to the room
            data[i] = data(chain.get(i));
        }
        RemoteError error = null;
        for (int i = chain.size() - 1; i >= 0; i--) {
            Throwable link = chain.get(i);
            error = new RemoteError(link.getClass().getName(), message(link), code(link), data[i], stack(link), error);
        }
        return Objects.requireNonNull(error, "a chain starts with its first link");
    }

    /** Lists the causes, up to one that came before or to the limit. */
    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = thrown; link != null && chain.size() < MAX_CAUSES; link = read(link::getCause)) {
            if (containsIdentical(chain, link)) {
                break;
            }
            chain.add(link);
        }
        return chain;
    }

    /** Not {@code contains}: an exception's {@code equals} is the user's code. */
    private static boolean containsIdentical(List<Throwable> chain, Throwable sought) {
        for (Throwable link : chain) {
            if (link == sought) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String message(Throwable thrown) {
        try {
            return cut(thrown.getMessage(), MAX_MESSAGE_CHARS);
        } catch (Throwable unreadable) { // the exception's own code, which may throw anything
            return "its message could not be read: getMessage() threw "
                    + unreadable.getClass().getName();
        }
    }

    private static @Nullable String code(Throwable thrown) {
        String code = thrown instanceof ErrorDetails details ? read(details::code) : null;
        // No word of what was cut: programs compare codes.
        return code == null || code.length() <= MAX_CODE_CHARS ? code : code.substring(0, MAX_CODE_CHARS);
    }

    private @Nullable Object data(Throwable thrown) {
        if (!(thrown instanceof ErrorDetails details)) {
            return null;
        }
        try {
            Payload encoded = new Encoder(MAX_DATA_BYTES - dataBytes, false).encode(details.data());
            dataBytes += encoded.length();
            return StructuredClone.decode(encoded.giveAway()); // a copy: what the exception keeps may change
        } catch (PathProblem problem) {
            log.warn(
                    "The data of a {} is left out: {}",
                    thrown.getClass().getName(),
                    new UncloneableValueException(problem.path("data"), problem.problem()).getMessage());
        } catch (Throwable unreadable) { // the exception's own code, which may throw anything
            log.warn(
                    "The data of a {} is left out: reading it threw {}",
                    thrown.getClass().getName(),
                    unreadable.getClass().getName());
        }
        return null;
    }

    private static String stack(Throwable thrown) {
        StackTraceElement[] frames = read(thrown::getStackTrace);
        if (frames == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            text.append(i == 0 ? "" : "\n").append(frames[i]);
        }
        if (frames.length > MAX_FRAMES) {
            text.append("\n... ").append(frames.length - MAX_FRAMES).append(" more");
        }
        return text.toString();
    }

    private static @Nullable String cut(@Nullable String text, int maxChars) {
        return text == null || text.length() <= maxChars
                ? text
                : text.substring(0, maxChars) + "... (" + text.length() + " characters)";
    }

    /** Reads a part of an exception by its own code, which may throw anything. */
    private static <T> @Nullable T read(Supplier<@Nullable T> part) {
        try {
            return part.get();
        } catch (Throwable unreadable) {
            log.debug(
                    "A part of an exception could not be read: {}",
                    unreadable.getClass().getName());
            return null;
        }
    }
}
