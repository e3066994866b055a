/**
 * Lets renderers start from an archive of the classes that they all load: one for each JDK, class path and choice of flags,
 * made once, in the background, and kept in the user's cache directory. Nothing depends on it.
 */
@NullMarked
package dev.covalent.main.archive;

import org.jspecify.annotations.NullMarked;
