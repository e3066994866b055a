/** What was measured: ratios, verdicts, the table and the JSON. */
@NullMarked
package dev.covalent.launcher.bench.report;

import org.jspecify.annotations.NullMarked;
