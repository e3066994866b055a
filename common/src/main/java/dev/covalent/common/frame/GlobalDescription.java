package dev.covalent.common.frame;

import org.jspecify.annotations.Nullable;

/**
 * What is shared under a name.
 *
 * @param name the name that it is shared under, which may be another than was asked for
 * @param type the name of the interface that it was shared as, to be compared and never loaded; null for a property bag
 */
public record GlobalDescription(String name, @Nullable String type) {}
