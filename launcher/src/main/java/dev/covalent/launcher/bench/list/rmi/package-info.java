/** The same list, as bare RMI has it. */
@NullMarked
package dev.covalent.launcher.bench.list.rmi;

import org.jspecify.annotations.NullMarked;
