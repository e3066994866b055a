package dev.covalent.main.storage;

import dev.covalent.common.StorageException;
import dev.covalent.common.storage.StorageChange;
import java.util.List;
import java.util.Map;

/**
 * Keeps the content of a storage area beyond the process.
 *
 * <p>Confined to the storage thread.
 */
interface StorageBackend {

    /**
     * Opens the store, if it is not open yet, and reads it.
     *
     * @return all items, in the order in which their keys were added
     * @throws StorageException if the store cannot be opened or is damaged; a later call tries again
     */
    Map<String, String> load();

    /**
     * Writes changes in their order, all of them or none, and hands them to the operating system: they survive the end of
     * the process, however it ends.
     *
     * @throws StorageException if the store does not take them; it is then as it was before
     */
    void apply(List<StorageChange> changes);

    /**
     * Forces everything written so far to the device, so that it survives the loss of power; nothing if never opened.
     *
     * @throws StorageException if the device reports a failure
     */
    void sync();

    /** Closes the store; nothing if it is not open. */
    void close();
}
