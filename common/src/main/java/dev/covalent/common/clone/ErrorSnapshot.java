package dev.covalent.common.clone;

import dev.covalent.common.RemoteError;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes plain data of a {@code Throwable}, in bounds: whatever its own methods do, the result is small and made quickly.
 *
 * <p>Immutable.
 */
final class ErrorSnapshot {
    static final int MAX_CAUSES = 16;
    static final int MAX_FRAMES = 64;
    static final int MAX_MESSAGE_CHARS = 8 * 1024;

    private ErrorSnapshot() {}

    static RemoteError of(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        RemoteError error = null;
        for (int i = chain.size() - 1; i >= 0; i--) {
            Throwable link = chain.get(i);
            error = new RemoteError(link.getClass().getName(), message(link), stack(link), error);
        }
        return Objects.requireNonNull(error, "a chain starts with its first link");
    }

    /** Lists the causes, up to one that came before or to the limit. */
    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = thrown; link != null && chain.size() < MAX_CAUSES; link = causeOf(link)) {
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

    private static @Nullable Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    private static @Nullable String message(Throwable thrown) {
        String message;
        try {
            message = thrown.getMessage();
        } catch (RuntimeException unreadable) {
            return "its message could not be read: getMessage() threw "
                    + unreadable.getClass().getName();
        }
        return message == null || message.length() <= MAX_MESSAGE_CHARS
                ? message
                : message.substring(0, MAX_MESSAGE_CHARS) + "... (" + message.length() + " characters)";
    }

    private static String stack(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            text.append(i == 0 ? "" : "\n").append(frames[i]);
        }
        if (frames.length > MAX_FRAMES) {
            text.append("\n... ").append(frames.length - MAX_FRAMES).append(" more");
        }
        return text.toString();
    }
}
