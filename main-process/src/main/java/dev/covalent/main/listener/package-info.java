/** The one place where a main process listens: admission of peers, their connections, and the end of both. */
@NullMarked
package dev.covalent.main.listener;

import org.jspecify.annotations.NullMarked;
