/** What is sent, in its encoded form. */
@NullMarked
package dev.covalent.common.payload;

import org.jspecify.annotations.NullMarked;
