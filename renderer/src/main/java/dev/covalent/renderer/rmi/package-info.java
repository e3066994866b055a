/** The renderer's RMI client side. */
@NullMarked
package dev.covalent.renderer.rmi;

import org.jspecify.annotations.NullMarked;
