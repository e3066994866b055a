/** Values as JSON, in both directions. */
@NullMarked
package dev.covalent.launcher.json;

import org.jspecify.annotations.NullMarked;
