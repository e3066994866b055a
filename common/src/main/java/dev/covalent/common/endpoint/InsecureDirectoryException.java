package dev.covalent.common.endpoint;

import dev.covalent.common.MistakenUse;

/** Thrown when the runtime directory does not belong to this user alone; nothing in it was read or written. */
public final class InsecureDirectoryException extends IllegalStateException implements MistakenUse {
    InsecureDirectoryException(String message) {
        super(message);
    }
}
