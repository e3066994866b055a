/** The RMI server of a main process: one registry, exported objects, and whose call it is. */
@NullMarked
package dev.covalent.main.rmi;

import org.jspecify.annotations.NullMarked;
