/** The bare RMI call that everything is compared with. */
@NullMarked
package dev.covalent.launcher.bench.rmi;

import org.jspecify.annotations.NullMarked;
