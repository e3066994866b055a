/** Starts the benchmark's processes and takes the measurements. */
@NullMarked
package dev.covalent.launcher.bench;

import org.jspecify.annotations.NullMarked;
