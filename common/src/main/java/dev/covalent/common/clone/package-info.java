/**
 * The structured clone: values as bytes and back, in a format of our own that knows a closed set of types. Reading it
 * loads no class and runs no code that the sender chose.
 */
@NullMarked
package dev.covalent.common.clone;

import org.jspecify.annotations.NullMarked;
