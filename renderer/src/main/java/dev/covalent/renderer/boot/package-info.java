/** Starts a renderer: forked by main, or attached to it. */
@NullMarked
package dev.covalent.renderer.boot;

import org.jspecify.annotations.NullMarked;
