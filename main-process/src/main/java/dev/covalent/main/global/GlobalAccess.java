package dev.covalent.main.global;

import dev.covalent.main.WebContents;
import dev.covalent.main.access.RemoteGate;
import dev.covalent.main.session.RendererPeer;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides what renderers get by the names of shared objects.
 *
 * <p>Confined to the turn of main's loop, except where it says otherwise.
 */
public final class GlobalAccess {
    /** Lets every renderer get what it asks for. */
    public static final GlobalAccess OPEN = new GlobalAccess();

    private final @Nullable RemoteGate gate;
    private final Function<RendererPeer, WebContents> contents;

    /**
     * Makes an access that asks.
     *
     * @param contents finds what a renderer shows
     */
    public GlobalAccess(RemoteGate gate, Function<RendererPeer, WebContents> contents) {
        this.gate = gate;
        this.contents = contents;
    }

    private GlobalAccess() {
        this.gate = null;
        this.contents = peer -> {
            throw new IllegalStateException("nobody asks");
        };
    }

    /** Tells whether anybody decides what a renderer gets; on any thread. */
    boolean isDecided(RendererPeer caller) {
        return gate != null && gate.decidesGlobals(contents.apply(caller));
    }

    RemoteGate.Decision<Shared> decide(RendererPeer caller, String name, GlobalRegistryImpl globals) {
        return gate == null
                ? new RemoteGate.Decision<>(Optional.empty(), Optional.empty())
                : gate.global(contents.apply(caller), name, globals::shared, new RemoteGate.TypedSubstitute<Shared>() {
                    @Override
                    public <T> Shared of(Class<T> type, T implementation) {
                        return GlobalRegistryImpl.typed(name, type, implementation, true);
                    }
                });
    }
}
