package dev.covalent.renderer.remote;

import dev.covalent.common.BatchResult;
import dev.covalent.common.EventListener;
import dev.covalent.common.PropertyBatch;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.TypeToken;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.LoopFuture;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagPath;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.Deadlines;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.BagBatch;
import dev.covalent.common.remote.BagResults;
import dev.covalent.common.remote.BagSteps;
import dev.covalent.common.remote.NestedListener;
import dev.covalent.renderer.AsyncRemoteObject;
import dev.covalent.renderer.LiveObject;
import dev.covalent.renderer.link.MainLink;
import dev.covalent.renderer.link.Question;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A handle of a property bag of main's whose methods do not wait.
 *
 * <p>Immutable.
 */
final class AsyncBag implements AsyncRemoteObject {
    private final MainLink link;
    private final RemoteBag bag;
    private final String name;
    private final BagPath path;
    private final BagListeners listeners;
    private final Replicas replicas;

    AsyncBag(MainLink link, RemoteBag bag, BagListeners listeners, Replicas replicas) {
        this.link = link;
        this.bag = bag;
        this.name = bag.name();
        this.path = bag.path();
        this.listeners = listeners;
        this.replicas = replicas;
    }

    @Override
    public AsyncRemoteObject object(String property) {
        return bag.object(property).async();
    }

    @Override
    public CompletableFuture<Value> get(String property) {
        return one(() -> BagSteps.of(BagOperation.GET, property), StructuredClone::value);
    }

    @Override
    @SuppressWarnings("NullAway") // the type of the result is nullable
    public CompletableFuture<@Nullable Void> set(String property, @Nullable Object value) {
        return one(() -> BagSteps.set(property, value), result -> null);
    }

    @Override
    public CompletableFuture<Boolean> has(String property) {
        return one(() -> BagSteps.of(BagOperation.HAS, property), BagResults::truth);
    }

    @Override
    public CompletableFuture<Boolean> delete(String property) {
        return one(() -> BagSteps.of(BagOperation.DELETE, property), BagResults::truth);
    }

    @Override
    public CompletableFuture<Set<String>> keys() {
        return one(() -> BagSteps.of(BagOperation.KEYS, ""), BagResults::names);
    }

    @Override
    public CompletableFuture<Map<String, Object>> snapshot() {
        return one(() -> BagSteps.of(BagOperation.SNAPSHOT, ""), BagResults::properties);
    }

    @Override
    public CompletableFuture<Boolean> compareAndSet(
            String property, @Nullable Object expected, @Nullable Object value) {
        return one(() -> BagSteps.compareAndSet(property, expected, value), BagResults::truth);
    }

    @Override
    @NullUnmarked
    public <T> CompletableFuture<T> getAndUpdate(String property, Class<T> type, UnaryOperator<T> update) {
        return update(property, reader(type, Value::get), update).thenApply(Update::before);
    }

    @Override
    @NullUnmarked
    public <T> CompletableFuture<T> getAndUpdate(String property, TypeToken<T> type, UnaryOperator<T> update) {
        return update(property, reader(type, Value::get), update).thenApply(Update::before);
    }

    @Override
    @NullUnmarked
    public <T> CompletableFuture<T> updateAndGet(String property, Class<T> type, UnaryOperator<T> update) {
        return update(property, reader(type, Value::get), update).thenApply(Update::after);
    }

    @Override
    @NullUnmarked
    public <T> CompletableFuture<T> updateAndGet(String property, TypeToken<T> type, UnaryOperator<T> update) {
        return update(property, reader(type, Value::get), update).thenApply(Update::after);
    }

    @Override
    public CompletableFuture<BatchResult> batch(Consumer<PropertyBatch> operations) {
        return ask(() -> BagBatch.steps(operations), BagResults::new);
    }

    @Override
    public CompletableFuture<Subscription> onChange(EventListener<PropertyChange> listener) {
        return watch(() -> BagSteps.ALL, listener);
    }

    @Override
    public CompletableFuture<Subscription> onChange(String property, EventListener<PropertyChange> listener) {
        return watch(() -> BagSteps.watched(property), listener);
    }

    @Override
    public CompletableFuture<LiveObject> live() {
        return replicas.open(
                bag,
                (step, answered) -> ask(BagPath.ROOT, () -> List.of(step), (steps, answer) -> answered.apply(answer)));
    }

    private CompletableFuture<Subscription> watch(Supplier<String> watched, EventListener<PropertyChange> listener) {
        String property;
        @Nullable NestedListener nested;
        try {
            Objects.requireNonNull(listener, "listener");
            property = watched.get();
            nested = path.isRoot() ? null : new NestedListener(path, property, listener);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return nested == null
                ? watchBag(property, listener, UnaryOperator.identity())
                : watchBag(path.property(), nested, nested::subscription);
    }

    private CompletableFuture<Subscription> watchBag(
            String property, EventListener<PropertyChange> listener, UnaryOperator<Subscription> given) {
        long watch = listeners.add(name, property, listener);
        CompletableFuture<Subscription> watching = ask(
                BagPath.ROOT,
                () -> List.of(BagSteps.watch(property, watch)),
                (steps, answer) -> given.apply(listeners.subscription(watch)));
        LoopFuture.aside(watching, (subscription, thrown) -> {
            if (thrown != null) {
                listeners.remove(watch); // main may watch all the same, if only its answer was lost
            }
        });
        return watching;
    }

    /** What an update replaced by what. */
    @NullUnmarked
    private record Update<T>(T before, T after) {}

    /** Returns what reads a value as a type; null for no type. */
    @NullUnmarked
    private static <K, T> Function<Value, T> reader(K type, BiFunction<Value, K, T> get) {
        return type == null ? null : value -> get.apply(value, type);
    }

    @NullUnmarked
    private <T> CompletableFuture<Update<T>> update(
            String property, Function<Value, T> reader, UnaryOperator<T> update) {
        if (reader == null || update == null) {
            return CompletableFuture.failedFuture(new NullPointerException(reader == null ? "type" : "update"));
        }
        return one(() -> BagSteps.of(BagOperation.GET, property), Function.identity())
                .thenCompose(current -> {
                    T before = reader.apply(StructuredClone.value(current));
                    T after = update.apply(before);
                    BagStep replace = BagStep.compareAndSet(property, current, BagSteps.encoded(after, property));
                    return one(() -> replace, BagResults::truth)
                            .thenCompose(applied -> applied
                                    ? CompletableFuture.completedFuture(new Update<>(before, after))
                                    : update(property, reader, update)); // another writer was faster
                });
    }

    private <T> CompletableFuture<T> one(Supplier<BagStep> step, Function<Payload, T> reader) {
        return ask(
                () -> List.of(step.get()),
                (steps, answer) -> reader.apply(answer.results().get(0)));
    }

    /** Makes an answer of what the steps gave. */
    private interface Reader<T> {
        T read(List<BagStep> steps, BagAnswer answer);
    }

    private <T> CompletableFuture<T> ask(Supplier<List<BagStep>> steps, Reader<T> reader) {
        return ask(path, steps, reader);
    }

    private <T> CompletableFuture<T> ask(BagPath at, Supplier<List<BagStep>> steps, Reader<T> reader) {
        List<BagStep> asked;
        try {
            asked = steps.get();
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        long deadlineMillis = Deadlines.millis(link.requestTimeout());
        return link.ask(
                new RemoteRequest.BagCall(name, at, asked),
                new Steps<>(name, at, BagStep.outlines(asked), deadlineMillis, reader));
    }

    /** Operations without the values that they write. */
    private record Steps<T>(String name, BagPath path, List<BagStep> steps, long deadlineMillis, Reader<T> reader)
            implements Question<T> {

        @Override
        public T answer(Parcel answer) {
            return reader.read(steps, BagAnswer.decode(answer.value(), steps.size()));
        }

        @Override
        public String toString() {
            return BagStep.describe(path, steps) + " of '" + name + "'";
        }
    }
}
