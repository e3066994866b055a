package dev.covalent.renderer.boot;

import dev.covalent.common.PeerGoneException;
import dev.covalent.common.remote.OperatorPort;
import dev.covalent.renderer.Renderer;

/**
 * The connection of an operator's tool to a main process: a renderer without a window, which is none of the application's,
 * and what it may look into the application with.
 *
 * <p>Immutable; owns its renderer. Thread-safe.
 *
 * @param renderer its messages and objects
 * @param port what it looks into the application with
 */
public record OperatorLink(Renderer renderer, OperatorPort port) implements AutoCloseable {

    /**
     * Attaches to the running main process of that name.
     *
     * @throws IllegalStateException if no main process of that name runs, or it lets no operators' tools in
     * @throws PeerGoneException if it does not answer
     */
    public static OperatorLink attach(String name) {
        RendererAttachment attachment = new RendererAttachment().operator();
        attachment.name(name).headless(true).outliveMain();
        ConnectedRenderer renderer = attachment.connected();
        try {
            return new OperatorLink(renderer, renderer.operator());
        } catch (RuntimeException refused) {
            renderer.close();
            throw refused;
        }
    }

    @Override
    public void close() {
        renderer.close();
    }
}
