package dev.covalent.common.remote;

/** Gives each callback that crosses to the other process its number. */
public interface CallbackNumbers {

    /**
     * Returns what crosses in place of {@code callback}, which it does now: of the same number for the same object, whatever
     * it is passed as, as long as the other process has it.
     */
    CallbackReference referenceTo(Object callback, RemoteInterface type);

    /** Learns that a reference does not cross after all. */
    void retract(CallbackReference reference);
}
