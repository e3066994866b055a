/** The vocabulary that the main process and the renderers share: values, channels, ports, exceptions. */
@NullMarked
package dev.covalent.common;

import org.jspecify.annotations.NullMarked;
