package dev.covalent.renderer;

import dev.covalent.common.BatchResult;
import dev.covalent.common.EventListener;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.PropertyBag;
import dev.covalent.common.PropertyBatch;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.TypeToken;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.Value;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The methods of a {@link RemoteObject} that do not wait for main. They are carried out in the order in which they are
 * called, in the one sequence of everything that this renderer sends; the futures complete on the event loop.
 *
 * <p>Nothing is thrown, except by {@link #object}. The future fails instead, with what the blocking method would throw: {@link
 * MissingRemoteObjectException} if main no longer shares the object, {@link UncloneableValueException}, {@link
 * IpcTimeoutException}, {@link PeerGoneException}, or what is wrong with an argument. Thread-safe.
 */
public interface AsyncRemoteObject {

    /**
     * Returns what a property holds as {@link PropertyBag#object} does; throws what is wrong with the name.
     *
     * @throws IllegalArgumentException if no property can have that name, or it would be more than 32 names deep
     */
    AsyncRemoteObject object(String property);

    /** Reads as {@link PropertyBag#get(String)} does; the value can be converted. */
    CompletableFuture<Value> get(String property);

    /** Sets as {@link PropertyBag#set} does; when the future completes, no process reads the old value. */
    CompletableFuture<@Nullable Void> set(String property, @Nullable Object value);

    /** Asks as {@link PropertyBag#has} does. */
    CompletableFuture<Boolean> has(String property);

    /** Removes as {@link PropertyBag#delete} does. */
    CompletableFuture<Boolean> delete(String property);

    /** Asks as {@link PropertyBag#keys} does. */
    CompletableFuture<Set<String>> keys();

    /** Asks as {@link PropertyBag#snapshot} does. */
    CompletableFuture<Map<String, Object>> snapshot();

    /** Sets as {@link PropertyBag#compareAndSet} does. */
    CompletableFuture<Boolean> compareAndSet(String property, @Nullable Object expected, @Nullable Object value);

    /**
     * Updates as {@link PropertyBag#getAndUpdate(String, Class, UnaryOperator)} does; the function runs on the event
     * loop, or on the calling thread if the value is there at once.
     */
    @NullUnmarked
    <T> CompletableFuture<T> getAndUpdate(String property, Class<T> type, UnaryOperator<T> update);

    /** Updates as {@link #getAndUpdate(String, Class, UnaryOperator)} does what is of a generic type. */
    @NullUnmarked
    <T> CompletableFuture<T> getAndUpdate(String property, TypeToken<T> type, UnaryOperator<T> update);

    /**
     * Updates as {@link PropertyBag#updateAndGet(String, Class, UnaryOperator)} does; the function runs on the event
     * loop, or on the calling thread if the value is there at once.
     */
    @NullUnmarked
    <T> CompletableFuture<T> updateAndGet(String property, Class<T> type, UnaryOperator<T> update);

    /** Updates as {@link #updateAndGet(String, Class, UnaryOperator)} does what is of a generic type. */
    @NullUnmarked
    <T> CompletableFuture<T> updateAndGet(String property, TypeToken<T> type, UnaryOperator<T> update);

    /** Carries several operations out as {@link PropertyBag#batch} does. */
    CompletableFuture<BatchResult> batch(Consumer<PropertyBatch> operations);

    /** Keeps a copy of the object as {@link RemoteObject#live} does. */
    CompletableFuture<LiveObject> live();

    /**
     * Adds a listener as {@link PropertyBag#onChange(EventListener)} does; from when the future completes, or earlier, it
     * misses nothing.
     */
    CompletableFuture<Subscription> onChange(EventListener<PropertyChange> listener);

    /** Adds a listener as {@link PropertyBag#onChange(String, EventListener)} does. */
    CompletableFuture<Subscription> onChange(String property, EventListener<PropertyChange> listener);
}
