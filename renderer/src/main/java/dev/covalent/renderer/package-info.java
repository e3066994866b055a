/** The renderer process: pages, messaging towards main, and remote objects. */
@NullMarked
package dev.covalent.renderer;

import org.jspecify.annotations.NullMarked;
