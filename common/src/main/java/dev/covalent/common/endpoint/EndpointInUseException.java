package dev.covalent.common.endpoint;

/** Thrown when a live process holds the name of an application; nothing of that process was touched. */
public final class EndpointInUseException extends IllegalStateException {
    EndpointInUseException(String message) {
        super(message);
    }
}
