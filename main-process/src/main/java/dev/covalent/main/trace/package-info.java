/** What an operator's tool is told of what passes through main. */
@NullMarked
package dev.covalent.main.trace;

import org.jspecify.annotations.NullMarked;
