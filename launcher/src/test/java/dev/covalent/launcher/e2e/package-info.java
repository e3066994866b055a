/** End to end: a main process and its renderers, through the public API alone and over the real transport. */
@NullMarked
package dev.covalent.launcher.e2e;

import org.jspecify.annotations.NullMarked;
