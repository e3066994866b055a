/** {@code app}: the life cycle of the application. */
@NullMarked
package dev.covalent.main.app;

import org.jspecify.annotations.NullMarked;
