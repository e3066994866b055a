package dev.covalent.common.frame;

import java.util.Objects;

/**
 * The application, as main tells a renderer of it.
 *
 * @param name its name
 * @param version its version
 */
public record AppDescription(String name, String version) {

    /** Checks that the parts are there. */
    public AppDescription {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
    }
}
