/** Windows that are opened for a figure. */
@NullMarked
package dev.covalent.launcher.bench.window;

import org.jspecify.annotations.NullMarked;
