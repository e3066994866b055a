package dev.covalent.main.global;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.payload.Payload;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map of plain values as one of encoded values. What is written goes to the plain map; what is read is encoded when it is
 * asked for, so what the values share stays shared in the plain map.
 *
 * <p>Confined to one call.
 */
final class NestedEntries extends AbstractMap<String, Payload> {
    private final Map<String, @Nullable Object> plain;
    private final Map<String, Payload> encoded = new HashMap<>();
    private final Function<Payload, @Nullable Object> decoder;
    private long encodedBytes;
    private boolean isChanged;

    /**
     * Makes a view of a map.
     *
     * @param decoder decodes what is written
     */
    NestedEntries(Map<String, @Nullable Object> plain, Function<Payload, @Nullable Object> decoder) {
        this.plain = plain;
        this.decoder = decoder;
    }

    /** Returns what the entries have that steps compare; null for none. */
    Map<String, @Nullable Payload> compared(List<BagStep> steps) {
        Map<String, @Nullable Payload> found = new HashMap<>();
        for (BagStep step : steps) {
            if (step.operation() == BagOperation.COMPARE_AND_SET) {
                found.put(step.property(), get(step.property()));
            }
        }
        return found;
    }

    @Override
    public @Nullable Payload get(@Nullable Object name) {
        return name instanceof String text && plain.containsKey(text) ? encoded(text) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return plain.containsKey(name);
    }

    /**
     * Writes an entry of the plain map.
     *
     * @param value null if it is removed
     */
    void write(String name, @Nullable Payload value) {
        if (value == null) {
            plain.remove(name);
            encoded.remove(name);
            isChanged = true;
            return;
        }
        boolean before = plain.containsKey(name);
        Object had = plain.put(name, decoder.apply(value));
        encoded.put(name, value);
        isChanged |= !before
                || !StructuredClone.isScalar(had)
                || !StructuredClone.encode(had, name).equals(value);
    }

    /**
     * Tells whether writing may have changed something: an equal value that has parts is another one for who shares them,
     * and what was removed comes again at the end.
     */
    boolean isChanged() {
        return isChanged;
    }

    @Override
    public int size() {
        return plain.size();
    }

    @Override
    public Set<String> keySet() {
        return plain.keySet();
    }

    @Override
    public Set<Entry<String, Payload>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return plain.size();
            }

            @Override
            public Iterator<Entry<String, Payload>> iterator() {
                Iterator<String> names = plain.keySet().iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return names.hasNext();
                    }

                    @Override
                    public Entry<String, Payload> next() {
                        String name = names.next();
                        return Map.entry(name, encoded(name));
                    }
                };
            }
        };
    }

    private Payload encoded(String name) {
        Payload known = encoded.get(name);
        if (known != null) {
            return known;
        }
        Payload made = StructuredClone.encode(plain.get(name), name);
        encodedBytes += made.length(); // all share what they share now, and would not any more
        if (encodedBytes > made.length() && encodedBytes > StructuredClone.maxBytes()) {
            throw new IllegalStateException("What is asked for has more than " + StructuredClone.maxBytes()
                    + " bytes; nothing was changed: ask for less at once");
        }
        encoded.put(name, made);
        return made;
    }
}
