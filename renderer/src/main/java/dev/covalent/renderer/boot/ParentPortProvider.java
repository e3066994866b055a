package dev.covalent.renderer.boot;

import dev.covalent.renderer.ParentPort;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the parent port of this process, for {@link ParentPort#get}. Thread-safe. */
public final class ParentPortProvider implements ParentPort.Provider {
    private static volatile @Nullable ParentPort port;

    /** Makes a provider; for the service loader. */
    public ParentPortProvider() {}

    /** Says what the port of this process is; before its program runs. */
    static void provide(ParentPort connected) {
        port = connected;
    }

    @Override
    public Optional<ParentPort> current() {
        return Optional.ofNullable(port);
    }
}
