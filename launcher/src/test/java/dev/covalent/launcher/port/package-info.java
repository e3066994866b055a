/** The renderer's table and main's router of message ports, wired back to back. */
@NullMarked
package dev.covalent.launcher.port;

import org.jspecify.annotations.NullMarked;
