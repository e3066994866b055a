package dev.covalent.renderer;

import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.PropertyBag;

/**
 * A property bag that lives in the main process. Each method is one call to main, except the updates, which take two or,
 * where others write at the same time, more.
 *
 * <p>Every method throws {@link MissingRemoteObjectException} if main no longer shares the object.
 */
public interface RemoteObject extends PropertyBag {

    @Override
    RemoteObject object(String property);

    /** Returns the same object with methods that do not wait, for use on a page's loop. */
    AsyncRemoteObject async();
}
