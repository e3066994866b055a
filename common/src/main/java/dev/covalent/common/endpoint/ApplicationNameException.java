package dev.covalent.common.endpoint;

import dev.covalent.common.MistakenUse;

/** Thrown when no application can have a name. */
public final class ApplicationNameException extends IllegalArgumentException implements MistakenUse {
    ApplicationNameException(String message) {
        super(message);
    }
}
