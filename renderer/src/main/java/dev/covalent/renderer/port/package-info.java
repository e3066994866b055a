/** The renderer's message ports: which of them have their other end beyond main, and under which number. */
@NullMarked
package dev.covalent.renderer.port;

import org.jspecify.annotations.NullMarked;
