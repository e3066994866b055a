package dev.covalent.common.remote;

import dev.covalent.common.PropertyBatch;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes down what a batch is to do. Not thread-safe. */
public final class BagBatch implements PropertyBatch {
    private final List<BagStep> steps = new ArrayList<>();

    private BagBatch() {}

    /**
     * Returns what an application asks for.
     *
     * @throws IllegalArgumentException if that is nothing, or too much
     */
    public static List<BagStep> steps(Consumer<PropertyBatch> operations) {
        Objects.requireNonNull(operations, "operations");
        BagBatch batch = new BagBatch();
        operations.accept(batch);
        if (batch.steps.isEmpty()) {
            throw new IllegalArgumentException(
                    "The batch asks for nothing: call its methods, as in batch.get(\"name\")");
        }
        return List.copyOf(batch.steps);
    }

    @Override
    public PropertyBatch get(String property) {
        return add(BagSteps.of(BagOperation.GET, property));
    }

    @Override
    public PropertyBatch set(String property, @Nullable Object value) {
        return add(BagSteps.set(property, value));
    }

    @Override
    public PropertyBatch has(String property) {
        return add(BagSteps.of(BagOperation.HAS, property));
    }

    @Override
    public PropertyBatch delete(String property) {
        return add(BagSteps.of(BagOperation.DELETE, property));
    }

    @Override
    public PropertyBatch keys() {
        return add(BagSteps.of(BagOperation.KEYS, ""));
    }

    @Override
    public PropertyBatch snapshot() {
        return add(BagSteps.of(BagOperation.SNAPSHOT, ""));
    }

    @Override
    public PropertyBatch compareAndSet(String property, @Nullable Object expected, @Nullable Object value) {
        return add(BagSteps.compareAndSet(property, expected, value));
    }

    private PropertyBatch add(BagStep step) {
        if (steps.size() >= BagStep.MAX_STEPS) {
            throw new IllegalArgumentException(
                    "A batch has at most " + BagStep.MAX_STEPS + " operations: make several batches");
        }
        steps.add(step);
        return this;
    }
}
