package dev.covalent.common.remote;

import java.util.concurrent.CompletionStage;

/**
 * The application, as main passes it to a renderer. What need not be waited for gives a stage: the caller may be gone
 * before it could get an answer.
 */
public interface AppPort {

    /** Begins to quit. */
    CompletionStage<Void> quit();

    /** Ends the application at once. */
    CompletionStage<Void> exit(int exitCode);

    /**
     * Adds a listener for an event, until it is removed or its renderer is gone.
     *
     * @throws IllegalArgumentException if the event is none that pages hear, or the listener is no renderer's
     */
    void on(String event, AppListener listener);

    /** Removes a listener of an event; an unknown one is ignored. */
    CompletionStage<Void> off(String event, AppListener listener);
}
