package dev.covalent.renderer;

import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.PropertyBag;
import dev.covalent.common.RemoteAccessDeniedException;

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

    /**
     * Returns the same object with a copy of it in this process, so that reads cost no call as long as nobody writes. One
     * call to main; what is called again shares the copy.
     *
     * @return keeps the copy until it is closed
     * @throws IllegalStateException if the object has more bytes than a message may have
     * @throws RemoteAccessDeniedException if main denies it
     */
    LiveObject live();
}
