package dev.covalent.common.remote;

import dev.covalent.common.BatchResult;
import dev.covalent.common.EventListener;
import dev.covalent.common.PropertyBag;
import dev.covalent.common.PropertyBatch;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.TypeToken;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.payload.Payload;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A property bag in terms of steps, wherever they are carried out.
 *
 * <p>Thread-safe.
 */
public abstract class BagHandle implements PropertyBag {

    /**
     * Carries steps out in one moment.
     *
     * @param steps with well-formed payloads
     * @return with as many results
     */
    protected abstract BagAnswer perform(List<BagStep> steps);

    @Override
    @NullUnmarked
    public final Object get(String property) {
        return read(property).get();
    }

    @Override
    @NullUnmarked
    public final <T> T get(String property, Class<T> type) {
        return read(property).get(type);
    }

    @Override
    @NullUnmarked
    public final <T> T get(String property, TypeToken<T> type) {
        return read(property).get(type);
    }

    @Override
    public final void set(String property, @Nullable Object value) {
        perform(List.of(BagSteps.set(property, value)));
    }

    @Override
    public final boolean has(String property) {
        return BagResults.truth(one(BagSteps.of(BagOperation.HAS, property)));
    }

    @Override
    public final boolean delete(String property) {
        return BagResults.truth(one(BagSteps.of(BagOperation.DELETE, property)));
    }

    @Override
    public final Set<String> keys() {
        return BagResults.names(one(BagSteps.of(BagOperation.KEYS, "")));
    }

    @Override
    public final Map<String, Object> snapshot() {
        return BagResults.properties(one(BagSteps.of(BagOperation.SNAPSHOT, "")));
    }

    @Override
    public final boolean compareAndSet(String property, @Nullable Object expected, @Nullable Object value) {
        return perform(List.of(BagSteps.compareAndSet(property, expected, value)))
                .applied();
    }

    @Override
    @NullUnmarked
    public final <T> T getAndUpdate(String property, Class<T> type, UnaryOperator<T> update) {
        Objects.requireNonNull(type, "type");
        return this.<T>update(property, value -> value.get(type), update).before();
    }

    @Override
    @NullUnmarked
    public final <T> T getAndUpdate(String property, TypeToken<T> type, UnaryOperator<T> update) {
        Objects.requireNonNull(type, "type");
        return this.<T>update(property, value -> value.get(type), update).before();
    }

    @Override
    @NullUnmarked
    public final <T> T updateAndGet(String property, Class<T> type, UnaryOperator<T> update) {
        Objects.requireNonNull(type, "type");
        return this.<T>update(property, value -> value.get(type), update).after();
    }

    @Override
    @NullUnmarked
    public final <T> T updateAndGet(String property, TypeToken<T> type, UnaryOperator<T> update) {
        Objects.requireNonNull(type, "type");
        return this.<T>update(property, value -> value.get(type), update).after();
    }

    @Override
    public final BatchResult batch(Consumer<PropertyBatch> operations) {
        List<BagStep> steps = BagBatch.steps(operations);
        return new BagResults(BagStep.outlines(steps), perform(steps));
    }

    @Override
    public final Subscription onChange(EventListener<PropertyChange> listener) {
        return watch(BagSteps.ALL, Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public final Subscription onChange(String property, EventListener<PropertyChange> listener) {
        return watch(BagSteps.watched(property), Objects.requireNonNull(listener, "listener"));
    }

    /** Adds a listener for the changes of a property, or of all if it is {@link BagSteps#ALL}. */
    protected abstract Subscription watch(String property, EventListener<PropertyChange> listener);

    /** Reads a property. */
    protected Value read(String property) {
        return StructuredClone.value(one(BagSteps.of(BagOperation.GET, property)));
    }

    private Payload one(BagStep step) {
        return perform(List.of(step)).results().get(0);
    }

    /** What an update replaced by what. */
    @NullUnmarked
    private record Update<T>(T before, T after) {}

    @NullUnmarked
    private <T> Update<T> update(String property, Function<Value, T> reader, UnaryOperator<T> update) {
        Objects.requireNonNull(update, "update");
        BagStep read = BagSteps.of(BagOperation.GET, property);
        while (true) { // who fails here gave way to one who did not
            Payload current = one(read);
            T before = reader.apply(StructuredClone.value(current));
            T after = update.apply(before);
            Payload next = BagSteps.encoded(after, property);
            if (perform(List.of(BagStep.compareAndSet(property, current, next))).applied()) {
                return new Update<>(before, after);
            }
        }
    }
}
