/**
 * The localStorage of an application: owned by the main process, kept in SQLite, followed by the renderers.
 *
 * <p>{@link dev.covalent.main.storage.LocalStorageService} takes calls from any thread and carries them out one by one on
 * the storage thread, which alone touches the area, the database and the list of subscribers.
 */
@NullMarked
package dev.covalent.main.storage;

import org.jspecify.annotations.NullMarked;
