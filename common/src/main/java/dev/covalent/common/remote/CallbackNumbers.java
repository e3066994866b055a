package dev.covalent.common.remote;

/** Gives each callback that crosses to the other process its number. */
@FunctionalInterface
public interface CallbackNumbers {

    /** Returns the number of {@code callback}: the same for the same object, whatever it is passed as. */
    long numberOf(Object callback, RemoteInterface type);
}
