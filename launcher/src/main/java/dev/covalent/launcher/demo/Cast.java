package dev.covalent.launcher.demo;

import dev.covalent.launcher.demo.flow.Actor;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part, by role. A role that is played anew has a new actor.
 *
 * <p>Thread-safe.
 */
final class Cast {
    private final Map<String, CompletableFuture<Actor>> roles = new ConcurrentHashMap<>();
    private volatile @Nullable String ended;

    /** Takes a role that is free, or whose last actor has left. */
    void enter(Actor actor) {
        if (!role(actor.role()).complete(actor)) {
            roles.put(actor.role(), CompletableFuture.completedFuture(actor));
        }
    }

    /** Frees the role of an actor that left. */
    void leave(Actor actor) {
        roles.computeIfPresent(actor.role(), (role, current) -> actor.equals(current.getNow(null)) ? null : current);
    }

    /** Lets nobody wait any longer: the application ends, and why. */
    void close(String why) {
        ended = why;
        roles.values().forEach(role -> role.completeExceptionally(new IllegalStateException(why)));
    }

    /** Returns who has the contents of that id. */
    Optional<Actor> withContents(int contentsId) {
        return roles.values().stream()
                .filter(role -> role.isDone() && !role.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .filter(actor -> actor.contentsId() == contentsId)
                .findFirst();
    }

    /**
     * Waits until a role is taken.
     *
     * @throws IllegalStateException if it is not within the limit, or the application ends
     */
    Actor await(String role, Duration limit) throws InterruptedException {
        CompletableFuture<Actor> entry = role(role);
        String why = ended;
        if (why != null) {
            entry.completeExceptionally(new IllegalStateException(why));
        }
        try {
            return entry.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException(
                    "The " + role + " renderer did not take part within " + limit.toSeconds() + " s; see the log",
                    late);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The " + role + " renderer did not take part: " + why(failed), failed);
        }
    }

    private static String why(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return cause == null ? "for no reason" : String.valueOf(cause.getMessage());
    }

    private CompletableFuture<Actor> role(String role) {
        return roles.computeIfAbsent(role, key -> new CompletableFuture<>());
    }
}
