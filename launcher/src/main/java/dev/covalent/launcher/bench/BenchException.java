package dev.covalent.launcher.bench;

/** The benchmark could not be run to its end. */
public final class BenchException extends RuntimeException {

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
