package dev.covalent.launcher.e2e;

/** What a script threw in its renderer: its message is the exception as text. */
final class ScriptFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScriptFailure(String message) {
        super(message);
    }
}
