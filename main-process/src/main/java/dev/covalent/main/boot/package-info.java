/** Puts a main process together and takes it apart; the only package, besides modules, that knows Guice. */
@NullMarked
package dev.covalent.main.boot;

import org.jspecify.annotations.NullMarked;
