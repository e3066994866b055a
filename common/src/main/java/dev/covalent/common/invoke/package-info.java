/** Requests between processes, whichever of them asks: what is open, what handlers answer, what callers are told. */
@NullMarked
package dev.covalent.common.invoke;

import org.jspecify.annotations.NullMarked;
