/** What the supervision of renderers and of utility processes has in common: when they are forked, and what is due. */
@NullMarked
package dev.covalent.main.child;

import org.jspecify.annotations.NullMarked;
