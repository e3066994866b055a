package dev.covalent.common.endpoint;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides where the runtime directory is, from system properties and environment.
 *
 * <p>Immutable.
 */
final class RuntimeDirectoryLocation {
    static final String PROPERTY = "covalent.runtimeDir";

    private final Lookup properties;
    private final Lookup environment;

    RuntimeDirectoryLocation(Lookup properties, Lookup environment) {
        this.properties = properties;
        this.environment = environment;
    }

    static RuntimeDirectoryLocation ofThisProcess() {
        return new RuntimeDirectoryLocation(System::getProperty, System::getenv);
    }

    Path path() {
        String chosen = filled(properties.get(PROPERTY));
        if (chosen != null) {
            return Path.of(chosen);
        }
        String runtime = filled(environment.get("XDG_RUNTIME_DIR"));
        if (runtime != null
                && Path.of(runtime).isAbsolute()) { // a relative one is to be ignored, says its specification
            return Path.of(runtime, "covalent");
        }
        return ofPlatform(required("os.name").toLowerCase(Locale.ROOT));
    }

    private Path ofPlatform(String system) {
        if (system.startsWith("mac")) {
            return Path.of(required("user.home"), "Library", "Caches", "covalent-run");
        }
        String localData = filled(environment.get("LOCALAPPDATA"));
        if (system.startsWith("windows") && localData != null) {
            return Path.of(localData, "covalent", "run");
        }

        return Path.of(
                required("java.io.tmpdir"), "covalent-" + required("user.name").replaceAll("[^A-Za-z0-9._-]", "_"));
    }

    private String required(String property) {
        String value = filled(properties.get(property));
        if (value == null) {
            throw new IllegalStateException(
                    "System property " + property + " is not set. Set it, or -D" + PROPERTY + " to a directory.");
        }
        return value;
    }

    private static @Nullable String filled(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    /** Looks a setting up by its name. */
    @FunctionalInterface
    interface Lookup {
        @Nullable String get(String name);
    }
}
