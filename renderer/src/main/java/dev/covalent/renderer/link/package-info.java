/** The renderer's end of the link to main: one numbered sequence out, one numbered sequence in. */
@NullMarked
package dev.covalent.renderer.link;

import org.jspecify.annotations.NullMarked;
