package dev.covalent.main.session;

/** Takes a frame back that was queued for a renderer. Thread-safe. */
@FunctionalInterface
public interface Withdrawal {

    /** Takes it back; returns false if it has left already, or cannot be taken back. */
    boolean withdraw();
}
