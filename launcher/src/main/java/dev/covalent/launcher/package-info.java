/** The command line, the demo and the packaged distribution. */
@NullMarked
package dev.covalent.launcher;

import org.jspecify.annotations.NullMarked;
