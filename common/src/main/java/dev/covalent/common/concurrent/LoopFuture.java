package dev.covalent.common.concurrent;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A future that completes on an event loop, and knows what a wait for it means there.
 *
 * <p>A thread that waits elsewhere waits for the loop, and never runs what is chained to the future itself. A thread that
 * waits on the loop does what its {@link Waiting} can do meanwhile, because nobody else can; a wait that could never end
 * fails at once instead of hanging. Futures derived from this one are of the same kind.
 *
 * <p>A failure at which nobody looks is told to {@link Waiting#ignored()}, if there is such a one, when nobody can look at
 * it any more: not this future, nor any that is derived from it. All that asks how a future ended counts as looking, and so
 * does a derived stage that handles the failure, or is told of it; {@code isDone}, the JDK's {@code state} and
 * {@link #aside} do not.
 *
 * <p>Thread-safe.
 *
 * @param <T> the type of the result
 */
public class LoopFuture<T> extends CompletableFuture<T> {
    private final Waiting waiting;

    /** What threads wait for; made with the first wait. */
    private final AtomicReference<@Nullable End<T>> end = new AtomicReference<>();

    /** What was derived from this and waits for it; made with the first, if anybody is told of ignored failures. */
    private final AtomicReference<@Nullable Derived> derived = new AtomicReference<>();

    /** How many have been chained to this that do not count as looking. */
    private final AtomicInteger asides = new AtomicInteger();

    private volatile boolean lookedAt;

    /** The thread that chains what does not count as looking, for as long as it does. */
    private volatile @Nullable Thread chainingAside;

    private volatile Descendants.@Nullable Unseen unseen;

    /** What a wait can do, and when it is refused. Implementations are thread-safe. */
    public interface Waiting {

        /** Returns the loop on which the future completes. */
        EventLoop loop();

        /**
         * Waits, on the loop, until a future is done that needs what this waits for, and does what only the loop can do
         * for that.
         *
         * @param awaited completes when the wait may end; completing it runs nothing of the user's
         * @throws TimeoutException if it did not within the limit
         * @throws IllegalStateException if it did not within what is given to those who wait without a limit
         */
        void help(CompletableFuture<?> awaited, long limit, TimeUnit unit)
                throws InterruptedException, TimeoutException;

        /** Is told that a thread is about to wait without a limit, and may use it until the wait could end. */
        default void hasten() {}

        /**
         * Is asked before a wait.
         *
         * @throws IllegalStateException if the wait could never end
         */
        void check();

        /**
         * Returns who is told, on a thread that must not be held, of a failure that everybody has ignored, and does not
         * refer to the futures; null if nobody is.
         */
        default @Nullable Consumer<Throwable> ignored() {
            return null;
        }
    }

    /** Makes an incomplete future. */
    protected LoopFuture(Waiting waiting) {
        this.waiting = waiting;
    }

    @Override
    public final <U> CompletableFuture<U> newIncompleteFuture() {
        LoopFuture<U> made = new LoopFuture<>(waiting);
        if (Thread.currentThread() == chainingAside) {
            asides.incrementAndGet(); // before it waits: the thread that completes this may be about to count what does
            return made;
        }
        if (!isDone() && waiting.ignored() != null) {
            knownDerived().add(made);
        }
        if (isDone()) { // maybe since, and then nobody takes what was added
            look();
        }
        return made;
    }

    @Override
    public final T join() {
        look();
        if (isDone()) {
            return super.join();
        }
        waiting.check();
        waiting.hasten();
        CompletableFuture<T> awaited = end();
        if (waiting.loop().inTurn()) {
            helpUninterrupted(awaited);
        }
        return awaited.join();
    }

    @Override
    public final T get() throws InterruptedException, ExecutionException {
        look();
        try {
            if (!isDone()) {
                waiting.check();
                waiting.hasten();
            }
            return get(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (TimeoutException impossible) {
            throw new IllegalStateException("No wait is as long as that", impossible);
        }
    }

    @Override
    public final T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        look();
        if (isDone()) {
            return super.get();
        }
        waiting.check();
        CompletableFuture<T> awaited = end();
        if (waiting.loop().inTurn()) {
            waiting.help(awaited, timeout, unit);
        }
        return awaited.get(timeout, unit);
    }

    @Override
    public final T getNow(T valueIfAbsent) {
        look();
        return super.getNow(valueIfAbsent);
    }

    @Override
    public final boolean isCompletedExceptionally() {
        look();
        return super.isCompletedExceptionally();
    }

    /**
     * Runs an action of the framework's when a stage is complete, which does not count as looking at a failure. Is to be
     * called before the user has the stage.
     *
     * @param action must not throw
     */
    public static <T> void aside(CompletionStage<T> stage, BiConsumer<? super T, ? super Throwable> action) {
        if (stage instanceof LoopFuture<T> future) {
            future.chainAside(action);
        } else {
            var unused = stage.whenComplete(action);
        }
    }

    private void chainAside(BiConsumer<? super T, ? super Throwable> action) {
        chainingAside = Thread.currentThread(); // if two do so at once, one may count as looking
        try {
            var unused = super.whenComplete(action);
        } finally {
            chainingAside = null;
        }
    }

    @Override
    public final CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
        look();
        return super.whenComplete(action);
    }

    @Override
    public final CompletableFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> action) {
        look();
        return super.whenCompleteAsync(action);
    }

    @Override
    public final CompletableFuture<T> whenCompleteAsync(
            BiConsumer<? super T, ? super Throwable> action, Executor executor) {
        look();
        return super.whenCompleteAsync(action, executor);
    }

    @Override
    public final CompletionStage<T> minimalCompletionStage() {
        look();
        return super.minimalCompletionStage();
    }

    /** {@inheritDoc} What combines this with another future asks so, and leaves no trace if this is done. */
    @Override
    public final CompletableFuture<T> toCompletableFuture() {
        if (isDone()) {
            look();
        }
        return this;
    }

    /** Is called in place of the JDK's method of that name, which Java 19 has. */
    public final T resultNow() {
        if (!isDone() || super.isCompletedExceptionally()) {
            look();
            throw new IllegalStateException(isDone() ? "The future has failed" : "The future is not done yet");
        }
        return join();
    }

    /** Is called in place of the JDK's method of that name, which Java 19 has. */
    public final Throwable exceptionNow() {
        look();
        Throwable failure = failure();
        if (failure == null) {
            throw new IllegalStateException("The future has not failed");
        }
        return failure;
    }

    /** Completes this by an action that says whether it did, and sees to it that failures nobody looks at are told. */
    final void end(BooleanSupplier completion) {
        Consumer<Throwable> told = waiting.ignored();
        Descendants dependent = told == null ? null : Descendants.of(this);
        if (completion.getAsBoolean() && dependent != null && told != null) {
            dependent.tellUnseen(told);
        }
    }

    /** Tells whether anything was derived from this that waits for it. */
    final boolean hasDerived() {
        return derived.get() != null;
    }

    /** Forgets what was derived from this, as its user has ended it. */
    final void forgetDerived() {
        derived.set(null);
    }

    /** Returns what was derived from this while it was not done, and forgets it. */
    final List<LoopFuture<?>> takeDerived() {
        Derived taken = derived.getAndSet(null);
        return taken == null ? List.of() : taken.all();
    }

    /** Counts as looking that something of the user's waits for this that was not derived from it alone: it is not known. */
    final void noteOthersThatWait() {
        Derived noted = derived.get();
        long known = noted == null
                ? 0
                : noted.all().stream().filter(future -> !future.isDone()).count();
        int dependents = getNumberOfDependents();
        if (dependents > known + asides.get()) {
            look();
        }
    }

    /** Returns what this failed by; null if it has not, or was cancelled. */
    final @Nullable Throwable failure() {
        if (!super.isCompletedExceptionally() || isCancelled()) {
            return null;
        }
        try {
            throw new IllegalStateException("It gave " + super.join() + " though it had failed");
        } catch (CompletionException thrown) {
            return causeOf(thrown);
        }
    }

    /** Tells whether anybody has asked how this ended, or will be told. */
    final boolean isLookedAt() {
        return lookedAt;
    }

    /** Keeps what is to know when somebody looks. */
    final void beUnseen(Descendants.Unseen failure) {
        unseen = failure;
        if (lookedAt) {
            failure.look();
        }
    }

    private void look() {
        lookedAt = true;
        Descendants.Unseen failure = unseen;
        if (failure != null) {
            failure.look();
        }
    }

    private Derived knownDerived() {
        Derived known = derived.get();
        if (known != null) {
            return known;
        }
        Derived made = new Derived();
        return derived.compareAndSet(null, made) ? made : knownDerived();
    }

    private static Throwable causeOf(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? causeOf(cause) : thrown;
    }

    private void helpUninterrupted(CompletableFuture<T> awaited) {
        boolean interrupted = false;
        try {
            while (!awaited.isDone()) {
                try {
                    waiting.help(awaited, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
                } catch (InterruptedException caught) {
                    interrupted = true; // join is not interruptible
                }
            }
        } catch (TimeoutException impossible) {
            throw new IllegalStateException("No wait is as long as that", impossible);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns what completes as this future does, for threads to wait for. */
    private CompletableFuture<T> end() {
        End<T> known = end.get();
        if (known != null) {
            return known;
        }
        End<T> made = new End<>();
        if (!end.compareAndSet(null, made)) {
            return end();
        }
        made.follow(this);
        if (isDone()) {
            copyTo(made);
        }
        return made;
    }

    private void copyTo(End<T> target) {
        try {
            target.complete(super.join());
        } catch (RuntimeException failure) { // as join throws it
            target.completeExceptionally(failure);
        }
    }

    /**
     * Completes as a future of the loop's does, and has nothing chained to it.
     *
     * <p>A thread that waits for a {@link CompletableFuture} or chains something to it runs all that is chained to it, if
     * the future completes at that very moment. So threads wait for this instead, and the one that chains this to the
     * future drops its own part when that happens: it finds the future done.
     */
    private static final class End<T> extends CompletableFuture<T> {
        private final Thread chaining = Thread.currentThread();

        /** Read by the chaining thread alone, or when it does not matter. */
        private boolean chained;

        void follow(CompletableFuture<T> future) {
            CompletableFuture<T> unused = future.whenCompleteAsync(this::completeAs, this::runUnlessChaining);
            chained = true;
        }

        private void completeAs(@Nullable T value, @Nullable Throwable failure) {
            if (failure == null) {
                complete(value);
            } else {
                completeExceptionally(failure);
            }
        }

        private void runUnlessChaining(Runnable completion) {
            if (chained || Thread.currentThread() != chaining) {
                completion.run();
            }
        }
    }
}
