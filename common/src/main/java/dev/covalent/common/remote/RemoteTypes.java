package dev.covalent.common.remote;

import dev.covalent.common.clone.Target;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes the tables of interfaces that refer to each other, and perhaps to themselves.
 *
 * <p>Confined to one call. A table is complete once the first one that was asked for has been made.
 */
final class RemoteTypes {
    /** How deep interfaces may refer to each other. One whose methods nest its own type ever deeper would never end. */
    private static final int MAX_DEPTH = 200;

    private final Map<Key, RemoteInterface> tables = new HashMap<>();

    private int depth;

    private record Key(Target type, boolean callback) {}

    /**
     * Returns the table of an interface whose objects main passes.
     *
     * @param position where it is, for messages
     * @throws IllegalArgumentException if it has a method that cannot be called remotely
     */
    RemoteInterface object(Type type, String position) {
        Key key = new Key(Target.of(type), false);
        RemoteInterface known = tables.get(key);
        if (known != null) {
            return known;
        }
        Class<?> raw = TypeBindings.erase(type);
        RemoteInterface.checkImplementable(raw, position + " has the interface " + raw.getName() + ", which");
        try {
            return filled(key, new RemoteInterface(type, false));
        } catch (TooDeepException tooDeep) {
            throw tooDeep;
        } catch (IllegalArgumentException problem) {
            throw new IllegalArgumentException(
                    position + " has the interface " + raw.getName() + ", which cannot be used remotely: "
                            + problem.getMessage(),
                    problem);
        }
    }

    /**
     * Returns the table of an interface whose objects a renderer passes.
     *
     * @param position where it is, for messages
     * @throws IllegalArgumentException if it has a method that cannot be called remotely, or none that can
     */
    RemoteInterface callback(Type type, String position) {
        Key key = new Key(Target.of(type), true);
        RemoteInterface known = tables.get(key);
        if (known != null) {
            return known;
        }
        Class<?> raw = TypeBindings.erase(type);
        RemoteInterface.checkImplementable(raw, position + " has the interface " + raw.getName() + ", which");
        RemoteInterface table;
        try {
            table = filled(key, new RemoteInterface(type, true));
        } catch (TooDeepException tooDeep) {
            throw tooDeep;
        } catch (IllegalArgumentException problem) {
            throw new IllegalArgumentException(
                    position + " takes a callback, the interface " + raw.getName() + "; " + problem.getMessage(),
                    problem);
        }
        if (table.methods().isEmpty()) {
            throw new IllegalArgumentException(position + " has the interface " + raw.getName()
                    + ", which is no value and has no method to be called: use a record or another plain value");
        }
        return table;
    }

    /** Fills the table of an interface that objects are shared as. */
    RemoteInterface shared(Class<?> type) {
        return filled(new Key(Target.of(type), false), new RemoteInterface(type, false));
    }

    private RemoteInterface filled(Key key, RemoteInterface table) {
        if (++depth > MAX_DEPTH) {
            throw new TooDeepException("its methods refer to more than " + MAX_DEPTH
                    + " interfaces within each other, perhaps to its own type nested ever deeper");
        }
        tables.put(key, table);
        table.fill(this);
        depth--;
        return table;
    }

    /** Passed on as it is, without the way to where it was noticed. */
    private static final class TooDeepException extends IllegalArgumentException {
        TooDeepException(String message) {
            super(message);
        }
    }
}
