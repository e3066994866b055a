/** What both ends of the RMI connections share: the settings of a process, the serial filter, the way to the registry. */
@NullMarked
package dev.covalent.common.rmi;

import org.jspecify.annotations.NullMarked;
