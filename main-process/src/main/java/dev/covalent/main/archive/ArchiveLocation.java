package dev.covalent.main.archive;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides where archives are kept, from system properties and environment.
 *
 * <p>Immutable.
 */
final class ArchiveLocation {
    static final String PROPERTY = "covalent.archiveDir";

    private static final String FOLDER = "class-archives";

    private final UnaryOperator<@Nullable String> properties;
    private final UnaryOperator<@Nullable String> environment;

    ArchiveLocation(UnaryOperator<@Nullable String> properties, UnaryOperator<@Nullable String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    /** Returns the directory; absent where there is no place for it. */
    Optional<Path> path() {
        Optional<Path> chosen = filled(properties.apply(PROPERTY)).map(Path::of);
        return chosen.or(() -> cache().map(path -> path.resolve(FOLDER)));
    }

    private Optional<Path> cache() {
        Optional<Path> home =
                filled(properties.apply("user.home")).map(Path::of).filter(Path::isAbsolute);
        String system = filled(properties.apply("os.name")).orElse("").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return home.map(path -> path.resolve("Library").resolve("Caches").resolve("covalent"));
        }
        if (system.startsWith("windows")) {
            return filled(environment.apply("LOCALAPPDATA"))
                    .map(local -> Path.of(local).resolve("covalent").resolve("cache"));
        }
        return filled(environment.apply("XDG_CACHE_HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute) // a relative one is to be ignored, says its specification
                .or(() -> home.map(path -> path.resolve(".cache")))
                .map(path -> path.resolve("covalent"));
    }

    private static Optional<String> filled(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }
}
