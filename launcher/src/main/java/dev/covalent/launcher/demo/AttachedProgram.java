package dev.covalent.launcher.demo;

import dev.covalent.launcher.demo.flow.RendererSide;
import dev.covalent.renderer.Renderer;
import java.time.Duration;

/** A program of its own, as a user would write it, that attaches itself to the demo's main process. */
public final class AttachedProgram {
    /** The role that it plays. */
    static final String ROLE = "program";

    private static final Duration LOOK_AROUND = Duration.ofMinutes(1);

    private AttachedProgram() {}

    /**
     * Takes part until main closes the connection.
     *
     * @param arguments the name of the main process
     */
    public static void main(String[] arguments) throws InterruptedException {
        try (Renderer renderer = Renderer.attach(arguments[0])) {
            RendererSide.join(ROLE, renderer);
            boolean closed = false;
            while (!closed) {
                closed = renderer.awaitClose(LOOK_AROUND);
            }
        }
    }
}
