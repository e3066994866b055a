package dev.covalent.common;

import java.util.Objects;

/** Refuses a write that main vetoed; the property, and whatever else was to be written with it, is as it was. */
public final class WriteVetoedException extends IpcException {
    private final String property;
    private final String reason;

    /**
     * Makes the exception.
     *
     * @param object the name of the shared object
     * @param property the property that was to be written
     * @param reason what main has against it
     */
    public WriteVetoedException(String object, String property, String reason) {
        this("Property '" + property + "' of '" + object + "' was not changed: " + reason, new Veto(property, reason));
    }

    /** Makes the exception that another process has thrown, of its message. */
    public WriteVetoedException(String message, Veto veto) {
        super(message);
        this.property = veto.property();
        this.reason = veto.reason();
    }

    /**
     * What was vetoed.
     *
     * @param property the property that was to be written
     * @param reason what main has against it
     */
    public record Veto(String property, String reason) {

        /** Checks that nothing is null. */
        public Veto {
            Objects.requireNonNull(property, "property");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Returns the property that was to be written. */
    public String property() {
        return property;
    }

    /** Returns what main has against it: the message of the exception that its validator threw. */
    public String reason() {
        return reason;
    }
}
