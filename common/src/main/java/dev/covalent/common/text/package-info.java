/** Texts, as they come in bytes. */
@NullMarked
package dev.covalent.common.text;

import org.jspecify.annotations.NullMarked;
