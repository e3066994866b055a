/** The main process: application, windows, messaging and shared objects. */
@NullMarked
package dev.covalent.main;

import org.jspecify.annotations.NullMarked;
