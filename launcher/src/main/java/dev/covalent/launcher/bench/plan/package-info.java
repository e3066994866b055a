/** What the benchmark measures, and the bars to hold. */
@NullMarked
package dev.covalent.launcher.bench.plan;

import org.jspecify.annotations.NullMarked;
