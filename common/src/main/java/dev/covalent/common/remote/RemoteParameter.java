package dev.covalent.common.remote;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a remote method.
 *
 * <p>Immutable.
 *
 * @param type its resolved type
 * @param callback the table of the callback that it takes; null if it takes a value
 */
record RemoteParameter(Type type, @Nullable RemoteInterface callback) {

    /**
     * Describes a parameter.
     *
     * @param position where it is, for messages
     * @param callbacks whether it may take a callback
     * @throws IllegalArgumentException if it can take neither a callback nor a value
     */
    static RemoteParameter of(Type type, String position, boolean callbacks) {
        if (callbacks && Positions.isCallback(TypeBindings.erase(type))) {
            return new RemoteParameter(type, RemoteInterface.ofCallback(type, position));
        }
        Positions.checkValue(type, position);
        return new RemoteParameter(type, null);
    }
}
