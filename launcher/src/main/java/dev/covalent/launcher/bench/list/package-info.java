/** A long list of small records, got and gone through by a process that has just started. */
@NullMarked
package dev.covalent.launcher.bench.list;

import org.jspecify.annotations.NullMarked;
