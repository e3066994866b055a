/** Listener tables: who is told of what, in the order of registration. */
@NullMarked
package dev.covalent.common.event;

import org.jspecify.annotations.NullMarked;
