/** How long it takes until a process that dies is told of, or is gone. */
@NullMarked
package dev.covalent.launcher.bench.fault;

import org.jspecify.annotations.NullMarked;
