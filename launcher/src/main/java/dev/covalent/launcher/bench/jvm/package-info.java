/** The processes that the benchmark measures, and what each of them does. */
@NullMarked
package dev.covalent.launcher.bench.jvm;

import org.jspecify.annotations.NullMarked;
