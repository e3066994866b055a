/** What tells a process at memory speed whether its copy of a shared object is up to date. */
@NullMarked
package dev.covalent.common.live;

import org.jspecify.annotations.NullMarked;
