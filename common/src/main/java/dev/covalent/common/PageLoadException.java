package dev.covalent.common;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page was not loaded: it threw, or another was loaded in its place, or its window closed first. Mirrors the rejection of
 * {@code win.loadURL}.
 */
public final class PageLoadException extends RuntimeException {
    private final transient @Nullable RemoteError error;

    /**
     * Makes the exception.
     *
     * @param error what the page threw; null if it did not come to that
     */
    public PageLoadException(String message, @Nullable RemoteError error) {
        super(message);
        this.error = error;
    }

    /** Returns what the page threw, as plain data; empty if it did not come to that. */
    public Optional<RemoteError> error() {
        return Optional.ofNullable(error);
    }
}
