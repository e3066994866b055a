package dev.covalent.common.frame;

import dev.covalent.common.payload.Payload;
import java.util.List;
import java.util.Objects;

/**
 * One operation on a property bag.
 *
 * @param property the property; empty where the operation is about all
 * @param expected the encoded value that the property is to have, for {@link BagOperation#COMPARE_AND_SET}; else nothing
 * @param value the encoded value that it gets, for that and {@link BagOperation#SET}; for {@link BagOperation#WATCH} and
 *     {@link BagOperation#LIVE} the encoded number by which the changes are to be told; else nothing
 */
public record BagStep(BagOperation operation, String property, Payload expected, Payload value) {
    /** The most operations at once: as many as a bag can have properties, each read and written. */
    public static final int MAX_STEPS = 1 << 17;

    /** Checks the fields, which a peer may have written. */
    public BagStep {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(value, "value");
    }

    /** Makes an operation that takes no value. */
    public static BagStep of(BagOperation operation, String property) {
        return new BagStep(operation, property, Payload.NONE, Payload.NONE);
    }

    /** Makes one that sets a property. */
    public static BagStep set(String property, Payload value) {
        return new BagStep(BagOperation.SET, property, Payload.NONE, value);
    }

    /** Makes one that sets a property if it has a certain value. */
    public static BagStep compareAndSet(String property, Payload expected, Payload value) {
        return new BagStep(BagOperation.COMPARE_AND_SET, property, expected, value);
    }

    /** Makes one that asks for the changes of a property, or of all if that is empty, under a number. */
    public static BagStep watch(String property, Payload number) {
        return new BagStep(BagOperation.WATCH, property, Payload.NONE, number);
    }

    /** Makes one that asks for everything and all its changes, under a number. */
    public static BagStep live(Payload number) {
        return new BagStep(BagOperation.LIVE, "", Payload.NONE, number);
    }

    /** Returns the name of the method that takes the steps in the API. */
    public static String method(List<BagStep> steps) {
        return steps.size() > 1 ? "batch" : steps.get(0).operation().method();
    }

    /** Returns what the steps do with the map at a path, in words. */
    public static String describe(BagPath path, List<BagStep> steps) {
        BagStep step = steps.get(0);
        if (steps.size() == 1 && !step.operation().isOfAll()) {
            return method(steps) + " " + path.label(step.property());
        }
        String what = steps.size() > 1 ? "batch of " + steps.size() : method(steps);
        return path.isRoot() ? what : what + " in " + path;
    }

    /** Returns the steps without their values: what is left of them for a reader of their results. */
    public static List<BagStep> outlines(List<BagStep> steps) {
        return steps.stream().map(step -> of(step.operation(), step.property())).toList();
    }

    /** Returns how many bytes the values of the steps take. */
    public static long bytes(List<BagStep> steps) {
        return steps.stream()
                .mapToLong(
                        step -> (long) step.expected().length() + step.value().length())
                .sum();
    }

    static void writeAll(FrameWriter w, List<BagStep> steps) {
        w.writeInt(steps.size());
        steps.forEach(step -> step.write(w));
    }

    static List<BagStep> readAll(FrameReader r) {
        List<BagStep> steps = r.readList(MAX_STEPS, BagStep::read);
        if (steps.isEmpty()) {
            throw r.malformed("no operation");
        }
        return steps;
    }

    private void write(FrameWriter w) {
        operation.write(w);
        if (!operation.isOfAll()) {
            w.writeText(property);
        }
        if (operation == BagOperation.COMPARE_AND_SET) {
            w.writePayload(expected);
        }
        if (hasValue(operation)) {
            w.writePayload(value);
        }
    }

    private static BagStep read(FrameReader r) {
        BagOperation operation = BagOperation.read(r);
        return new BagStep(
                operation,
                operation.isOfAll() ? "" : r.readName(),
                operation == BagOperation.COMPARE_AND_SET ? r.readPayload() : Payload.NONE,
                hasValue(operation) ? r.readPayload() : Payload.NONE);
    }

    private static boolean hasValue(BagOperation operation) {
        return operation == BagOperation.SET || operation == BagOperation.COMPARE_AND_SET || operation.isWatch();
    }
}
