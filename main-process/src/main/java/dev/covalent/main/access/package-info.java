/** Decides what of main's objects a renderer gets. */
@NullMarked
package dev.covalent.main.access;

import org.jspecify.annotations.NullMarked;
