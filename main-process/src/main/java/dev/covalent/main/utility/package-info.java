/** Utility processes: JVMs that show nothing, from their fork to their end. */
@NullMarked
package dev.covalent.main.utility;

import org.jspecify.annotations.NullMarked;
