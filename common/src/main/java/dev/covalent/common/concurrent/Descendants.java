package dev.covalent.common.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A future that is about to be completed, and those derived from it that wait for it: noted before that, to find
 * afterwards which of them failed without anybody looking.
 *
 * <p>A failure spreads to what is derived, and is looked at where any of that ends well, fails by something else, or is
 * asked for, and where something of another kind waits, as {@link java.util.concurrent.CompletableFuture#allOf} does. If
 * none is so, it is told when all the futures that it ended are collected, for until then they might be asked. What is
 * not done by the end of the completion, because it waits for another future or thread, is taken to be looked at; and so is
 * that from which another thread derives something meanwhile, as that is not known here.
 *
 * <p>Confined to the thread that completes the future.
 */
final class Descendants {
    private static final int NONE = -1;

    private final List<Member> members = new ArrayList<>();

    private Descendants() {}

    /** One of them, and the index of what it was derived from. */
    private record Member(LoopFuture<?> future, int parent) {}

    /** Notes what waits for a future. */
    static Descendants of(LoopFuture<?> root) {
        Descendants all = new Descendants();
        all.add(root, NONE);
        for (int i = 0; i < all.members.size(); i++) { // grows meanwhile
            LoopFuture<?> parent = all.members.get(i).future();
            int index = i;
            parent.takeDerived().forEach(child -> all.add(child, index));
        }
        return all;
    }

    private void add(LoopFuture<?> future, int parent) {
        if (!future.isDone()) {
            future.noteOthersThatWait();
            members.add(new Member(future, parent));
        }
    }

    /**
     * Finds the failures that nobody looks at, now that the future is completed.
     *
     * @param told is given each when nobody can look at it any more; must not refer to the futures
     */
    void tellUnseen(Consumer<Throwable> told) {
        int count = members.size();
        @Nullable Throwable[] failures = new @Nullable Throwable[count];
        boolean[] seen = new boolean[count];
        for (int i = count - 1; i >= 0; i--) {
            LoopFuture<?> future = members.get(i).future();
            failures[i] = future.failure();
            seen[i] |= failures[i] == null || future.isLookedAt() || future.hasDerived();
        }
        for (int i = count - 1; i > 0; i--) {
            int parent = members.get(i).parent();
            seen[parent] |= seen[i] || failures[i] != failures[parent];
        }
        mark(failures, seen, told);
    }

    private void mark(@Nullable Throwable[] failures, boolean[] seen, Consumer<Throwable> told) {
        @Nullable Unseen[] unseen = new @Nullable Unseen[failures.length];
        for (int i = 0; i < unseen.length; i++) {
            Throwable failure = failures[i];
            int parent = members.get(i).parent();
            boolean inherited = parent != NONE && failure == failures[parent];
            if (inherited) {
                unseen[i] = unseen[parent];
            } else if (failure != null && !seen[i]) {
                unseen[i] = Unseen.of(failure, told);
            }
            if (unseen[i] != null) {
                members.get(i).future().beUnseen(unseen[i]);
            }
        }
    }

    /** What all futures hold that ended by one failure at which nobody has looked. Thread-safe. */
    static final class Unseen {
        private final AtomicBoolean seen = new AtomicBoolean();

        private Unseen() {}

        private static Unseen of(Throwable failure, Consumer<Throwable> told) {
            Unseen held = new Unseen();
            AtomicBoolean seen = held.seen; // and not what holds it
            Collected.whenCollected(held, () -> {
                if (!seen.get()) {
                    told.accept(failure);
                }
            });
            return held;
        }

        /** Notes that somebody looks. */
        void look() {
            seen.set(true);
        }
    }
}
