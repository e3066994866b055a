/**
 * The {@code remote} module of a renderer: handles of main's shared objects and windows, and the callbacks that this
 * renderer passed to main.
 */
@NullMarked
package dev.covalent.renderer.remote;

import org.jspecify.annotations.NullMarked;
