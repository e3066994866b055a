/** Where a page lives: in memory, or in a Swing window, whose thread is then its loop. */
@NullMarked
package dev.covalent.renderer.host;

import org.jspecify.annotations.NullMarked;
