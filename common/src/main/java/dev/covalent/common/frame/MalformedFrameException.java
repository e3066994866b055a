package dev.covalent.common.frame;

/** Bytes that no peer of this version would send; whoever sent them is cut off. */
public final class MalformedFrameException extends RuntimeException {

    /** Makes the exception. */
    public MalformedFrameException(String message) {
        super(message);
    }

    /** Makes the exception with what the frame's own check said. */
    public MalformedFrameException(String message, Throwable cause) {
        super(message, cause);
    }
}
