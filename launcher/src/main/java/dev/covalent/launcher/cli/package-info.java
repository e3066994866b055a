/** The command line. */
@NullMarked
package dev.covalent.launcher.cli;

import org.jspecify.annotations.NullMarked;
