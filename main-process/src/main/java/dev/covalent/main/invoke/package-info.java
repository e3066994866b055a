/** The requests that are open between main and its renderers, whichever of them asks. */
@NullMarked
package dev.covalent.main.invoke;

import org.jspecify.annotations.NullMarked;
