package dev.covalent.main.global;

/** What is shared under a name is not any more what somebody has found there: whoever looks again finds that. */
final class ReplacedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ReplacedException(String name) {
        super(
                "The shared object '" + name + "' was replaced, or unshared, while it was used; nothing was changed",
                null,
                false,
                false);
    }
}
