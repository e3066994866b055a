/** The renderer that is kept warm: a process that waits for the page of a window that is yet to be opened. */
@NullMarked
package dev.covalent.main.spare;

import org.jspecify.annotations.NullMarked;
