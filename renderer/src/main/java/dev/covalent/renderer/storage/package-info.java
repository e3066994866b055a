/** The renderer's copy of the storage that all windows share. */
@NullMarked
package dev.covalent.renderer.storage;

import org.jspecify.annotations.NullMarked;
