package dev.covalent.common.endpoint;

/** Thrown when a file is not the descriptor of an endpoint; its message names the file and the key. */
public final class MalformedEndpointException extends IllegalArgumentException {
    MalformedEndpointException(String message) {
        super(message);
    }

    MalformedEndpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
