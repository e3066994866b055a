/** Tells whether what several processes did with shared registers could have happened in one order. */
@NullMarked
package dev.covalent.launcher.history;

import org.jspecify.annotations.NullMarked;
