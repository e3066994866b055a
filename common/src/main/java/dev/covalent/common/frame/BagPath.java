package dev.covalent.common.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The way from a property bag to a map within it: the name of a property, and of an entry in each map on the way. Without
 * names it is the bag itself. Immutable.
 *
 * @param names the outermost first
 */
public record BagPath(List<String> names) {
    /** How deep a path may lead. */
    public static final int MAX_DEPTH = 32;

    /** How many characters a name may have. */
    public static final int MAX_NAME_LENGTH = 1024;

    /** The bag itself. */
    public static final BagPath ROOT = new BagPath(List.of());

    /** Checks the names, which a peer may have written. */
    public BagPath {
        names = List.copyOf(names);
        if (names.size() > MAX_DEPTH) {
            throw new IllegalArgumentException("Objects of shared objects are reached " + MAX_DEPTH
                    + " names deep at most: get a map that is further within, and set it as a whole");
        }
        names.forEach(name -> checkName(name, "property"));
    }

    /** Returns the way to what an entry of this map holds. */
    public BagPath then(String name) {
        checkName(Objects.requireNonNull(name, "property"), "property");
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return new BagPath(longer);
    }

    /** Returns the first names of this path. */
    public BagPath first(int count) {
        return new BagPath(names.subList(0, count));
    }

    /** Tells whether it is the bag itself. */
    public boolean isRoot() {
        return names.isEmpty();
    }

    /** Returns the property of the bag that all this is in; there is none of the bag itself. */
    public String property() {
        return names.get(0);
    }

    /** Returns how messages call an entry of this map: {@code "window.title"}. */
    public String label(String name) {
        return isRoot() ? name : this + "." + name;
    }

    @Override
    public String toString() {
        return String.join(".", names);
    }

    void write(FrameWriter w) {
        w.writeInt(names.size());
        names.forEach(w::writeText);
    }

    static BagPath read(FrameReader r) {
        return new BagPath(r.readList(MAX_DEPTH, FrameReader::readName));
    }

    /**
     * Checks a name: any text, not empty, of bounded length.
     *
     * @param what whose name it is, for messages
     */
    public static String checkName(String name, String what) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("The name of a " + what + " is empty: give it at least one character");
        }
        if (name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException("The name of a " + what + " has at most " + MAX_NAME_LENGTH
                    + " characters, this one has " + name.length() + ": put the rest into a value");
        }
        return name;
    }
}
