package dev.covalent.common.endpoint;

import dev.covalent.common.MistakenUse;

/** Thrown when a live process holds the name of an application; nothing of that process was touched. */
public final class EndpointInUseException extends IllegalStateException implements MistakenUse {
    EndpointInUseException(String message) {
        super(message);
    }
}
