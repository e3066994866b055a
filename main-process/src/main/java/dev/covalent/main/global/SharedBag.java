package dev.covalent.main.global;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.EventListener;
import dev.covalent.common.PropertyBag;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.WriteVetoedException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagPath;
import dev.covalent.common.frame.BagReplica;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.BagHandle;
import dev.covalent.common.remote.BagSteps;
import dev.covalent.main.PropertyValidator;
import dev.covalent.main.SharedObject;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A property bag whose values are kept in their encoded form: every reader decodes a copy of its own, and what a
 * renderer wrote goes to another without being decoded in between.
 *
 * <p>Thread-safe. No value is decoded under the lock, which is that of its watchers, and no user code runs.
 */
final class SharedBag extends BagHandle implements SharedObject, Shared {
    /** Keeps a renderer that counts up its property names from filling main's heap. */
    static final int MAX_PROPERTIES = 65_536;

    /** How often a write may give way to others. */
    private static final int MAX_ROUNDS = 10_000;

    private final String name;
    private final GlobalRegistryImpl registry;
    private final BagValidators validators;
    private final BagWatchers watchers;
    private final LiveMarks marks;

    @GuardedBy("watchers") private final Map<String, Payload> properties;

    /** What the properties hold. */
    @GuardedBy("watchers") private long bytes;

    /** Whether it is what the watchers hear of: from when it is shared to when another is, or nothing. */
    @GuardedBy("watchers") private boolean shared;

    /**
     * Makes a bag, which is not shared yet.
     *
     * @param watchers hear of it when it is shared
     * @param initial what it has first
     * @param registry where it is to be shared
     * @param marks makes the file at which renderers with copies see its version
     */
    SharedBag(BagWatchers watchers, Map<String, Payload> initial, GlobalRegistryImpl registry, LiveMarks marks) {
        this.name = watchers.name();
        this.watchers = watchers;
        this.registry = registry;
        this.marks = marks;
        this.validators = new BagValidators(name);
        this.properties = new LinkedHashMap<>(initial);
        initial.forEach((property, value) -> bytes += bytes(property, value));
    }

    /** Returns about how many bytes a property takes; none if it is not there. */
    static long bytes(String property, @Nullable Payload value) {
        return value == null ? 0 : property.length() + value.length();
    }

    /**
     * Encodes what a bag is to have first.
     *
     * @throws IllegalArgumentException if a property cannot have such a name
     * @throws IllegalStateException if there are too many
     */
    static Map<String, Payload> encoded(String name, Map<String, ? extends @Nullable Object> properties) {
        Map<String, Payload> encoded = new LinkedHashMap<>();
        properties.forEach((property, value) ->
                encoded.put(GlobalName.check(property, "property"), BagSteps.encoded(value, property)));
        checkSize(name, 0, encoded.size());
        return encoded;
    }

    private static void checkSize(String name, int before, int after) {
        if (after > MAX_PROPERTIES && after > before) {
            throw new IllegalStateException("The shared object '" + name + "' has " + before
                    + " properties and may have " + MAX_PROPERTIES
                    + ": delete some, or keep a map in one property");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Described describedTo(PeerObjects peer) {
        return new Described(name, null, null);
    }

    @Override
    public Subscription validate(String property, PropertyValidator validator) {
        Objects.requireNonNull(validator, "validator");
        return validators.add(GlobalName.check(property, "property"), validator);
    }

    @Override
    public Subscription validate(PropertyValidator validator) {
        return validators.add(BagSteps.ALL, Objects.requireNonNull(validator, "validator"));
    }

    @Override
    public PropertyBag object(String property) {
        return new SharedPlace(this, BagPath.ROOT.then(property));
    }

    @Override
    protected Subscription watch(String property, EventListener<PropertyChange> listener) {
        if (!property.equals(BagSteps.ALL)) {
            GlobalName.check(property, "property");
        }
        return registry.watch(name, property, listener);
    }

    /** Becomes what is shared under the name, in place of another bag or of nothing. */
    void replace(@Nullable SharedBag before) {
        synchronized (watchers) {
            Map<String, Payload> old = before == null ? Map.of() : before.retire();
            shared = true;
            watchers.tellReplaced(new BagReplacement(this, old, properties));
        }
    }

    /** Is not shared any more, and nothing is in its place. */
    void end() {
        synchronized (watchers) {
            watchers.tellEnd(BagDifferences.of(retire(), Map.of()));
        }
    }

    private Map<String, Payload> retire() {
        synchronized (watchers) { // the same, as it is of the same name
            shared = false;
            return properties;
        }
    }

    /** Carries steps of main's own out; see {@link #perform(List, BagCaller)}. */
    @Override
    protected BagAnswer perform(List<BagStep> steps) {
        return perform(steps, BagCaller.MAIN);
    }

    /**
     * Carries steps out.
     *
     * @throws IllegalArgumentException if a property cannot have such a name, or a watch not such a number
     * @throws IllegalStateException if there would be too many properties, or too much is asked for; nothing was changed
     * @throws WriteVetoedException if a validator refuses; nothing was changed
     */
    BagAnswer perform(List<BagStep> steps, BagCaller caller) {
        checkNames(steps);
        PeerWatches watches = caller.watches();
        if (watches != null) {
            watches.check(steps);
            if (steps.stream().anyMatch(step -> step.operation() == BagOperation.LIVE)) {
                return live(steps, watches);
            }
        }
        for (int round = 0; round < MAX_ROUNDS; round++) { // who comes here again gave way to a writer who did not
            BagComparison comparison = new BagComparison(steps, seen(steps));
            if (!comparison.applies() || validate(steps, comparison, caller)) {
                BagDraft.Findings findings = carryOut(steps, comparison, caller);
                if (findings != null) {
                    return findings.encode();
                }
            }
        }
        throw overtaken();
    }

    /**
     * Carries steps out on a map within a property, in one moment: all that they write is one write of the property.
     *
     * @param path where the map is; the bag itself if it has no names
     * @throws IllegalStateException if there is no map, too; else as {@link #perform(List, BagCaller)}
     */
    @SuppressWarnings("ReferenceEquality") // what was not written is the very payload
    BagAnswer perform(BagPath path, List<BagStep> steps, BagCaller caller) {
        if (path.isRoot()) {
            return perform(steps, caller);
        }
        checkNames(steps);
        NestedSteps nested = new NestedSteps(name, path, steps);
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Payload before = current(path.property());
            NestedSteps.Result result = nested.on(before, registry.decoded());
            Payload after = result.property();
            if (after == before || isReplaced(path.property(), before, after, caller)) {
                nested.keep(result, before, registry.decoded());
                return result.answer();
            }
        }
        throw overtaken();
    }

    /** Sets a property if it has still what it had, unless a validator refuses. */
    private boolean isReplaced(String property, @Nullable Payload before, Payload after, BagCaller caller) {
        List<BagStep> steps = List.of(BagStep.set(property, after));
        BagComparison comparison = new BagComparison(steps, Collections.singletonMap(property, before));
        return validate(steps, comparison, caller) && carryOut(steps, comparison, caller) != null;
    }

    private @Nullable Payload current(String property) {
        synchronized (watchers) {
            return properties.get(property);
        }
    }

    private static void checkNames(List<BagStep> steps) {
        for (BagStep step : steps) {
            if (step.operation().isWrite()) {
                GlobalName.check(step.property(), "property");
            }
        }
    }

    private IllegalStateException overtaken() {
        return new IllegalStateException("The shared object '" + name + "' was written to " + MAX_ROUNDS
                + " times while this write was looked at; nothing was changed. Do its validators write to it, or take"
                + " long?");
    }

    /** Carries steps out; returns null, and has done nothing, if what was looked at is not there any more. */
    private BagDraft.@Nullable Findings carryOut(List<BagStep> steps, BagComparison comparison, BagCaller caller) {
        synchronized (watchers) {
            if (!comparison.isOf(properties)) {
                return null;
            }
            if (steps.stream().anyMatch(step -> step.operation() == BagOperation.WATCH)) {
                checkFound();
            }
            BagDraft draft = new BagDraft(properties, StructuredClone.maxBytes());
            BagDraft.Findings findings = draft.run(steps, comparison);
            checkSize(name, properties.size(), draft.size());
            if (caller.isRenderer()) {
                checkBytes(draft.growth());
            }
            List<BagChange> changes = shared && !watchers.isEmpty() ? draft.changes(caller.originId()) : List.of();
            bytes += draft.growth();
            Map<String, Payload> held = properties;
            draft.carryOut((property, value) -> write(held, property, value));
            watchers.tell(changes);
            openWatches(steps, caller);
            return findings;
        }
    }

    /** Who listens here hears of what is shared, and must have found that. */
    @GuardedBy("watchers") private void checkFound() {
        if (watchers.isRetired()) {
            throw MissingObject.unshared("call method 'onChange'", name);
        }
        if (!shared) {
            throw new ReplacedException(name);
        }
    }

    /** Keeps renderers from filling main's heap; what main itself writes is up to it. */
    @GuardedBy("watchers") private void checkBytes(long growth) {
        long limit = registry.maxBytes();
        if (growth > 0 && bytes + growth > limit) {
            throw new IllegalStateException("The shared object '" + name + "' holds " + bytes
                    + " bytes, and with this write it would hold " + (bytes + growth) + " of the " + limit
                    + " that renderers may fill; nothing was changed: delete some properties, or start main with -D"
                    + GlobalRegistryImpl.MAX_BYTES_PROPERTY);
        }
    }

    /** Writes a property. What it has already stays the very payload, else others would look again. */
    private static void write(Map<String, Payload> properties, String property, @Nullable Payload value) {
        if (value == null) {
            properties.remove(property);
        } else if (!Objects.equals(value, properties.get(property))) {
            properties.put(property, value);
        }
    }

    /** Gives a renderer a copy that it can keep up to date. */
    private BagAnswer live(List<BagStep> steps, PeerWatches watches) {
        if (steps.size() > 1) {
            throw new IllegalArgumentException("A copy is asked for by itself, and not among other things");
        }
        BagContents contents;
        LiveMark mark;
        long version;
        marks.prepare();
        synchronized (watchers) {
            if (!shared) { // since it was found
                return new BagAnswer(true, List.of(BagReplica.NONE.encode())); // what is shared is asked for next
            }
            contents = BagContents.of(properties);
            if (contents.allBytes() > StructuredClone.maxBytes()) {
                throw new IllegalStateException("The shared object '" + name + "' has more than "
                        + StructuredClone.maxBytes() + " bytes: too many for a live copy");
            }
            mark = watchers.holdMark();
            version = watchers.version();
            if (mark != null) {
                watches.openLive(steps.get(0), watchers, properties, mark);
            }
        }
        BagReplica replica =
                mark == null ? BagReplica.NONE : new BagReplica(mark.path(), mark.slot(), version, contents.snapshot());
        return new BagAnswer(true, List.of(replica.encode()));
    }

    @GuardedBy("watchers") private void openWatches(List<BagStep> steps, BagCaller caller) {
        PeerWatches watches = caller.watches();
        if (watches != null) {
            for (BagStep step : steps) {
                if (step.operation() == BagOperation.WATCH) {
                    watches.open(step, watchers, properties);
                }
            }
        }
    }

    /**
     * Lets the validators look at what would change, which is the last value of each property. Returns false if there is
     * one for a property that was not looked at yet.
     */
    private boolean validate(List<BagStep> steps, BagComparison comparison, BagCaller caller) {
        Map<String, @Nullable Payload> written = new LinkedHashMap<>();
        for (BagStep step : steps) {
            if (step.operation().isWrite() && validators.has(step.property())) {
                if (!comparison.hasSeen(step.property())) {
                    return false;
                }
                written.put(step.property(), step.operation() == BagOperation.DELETE ? null : step.value());
            }
        }
        written.forEach((property, value) -> {
            BagChange change = new BagChange(property, comparison.seen(property), value, caller.originId());
            if (!change.isNone()) {
                validators.check(change);
            }
        });
        return true;
    }

    /** Returns what the properties have now that steps compare, or that somebody validates; null for none. */
    private Map<String, @Nullable Payload> seen(List<BagStep> steps) {
        Map<String, @Nullable Payload> found = new HashMap<>();
        synchronized (watchers) {
            for (BagStep step : steps) {
                boolean compared = step.operation() == BagOperation.COMPARE_AND_SET;
                if (compared || (step.operation().isWrite() && validators.has(step.property()))) {
                    found.put(step.property(), properties.get(step.property()));
                }
            }
        }
        return found;
    }
}
