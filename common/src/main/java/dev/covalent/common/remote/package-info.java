/**
 * What may be called across processes, and how a call of it crosses: the tables of methods of shared interfaces and of
 * callbacks, derived from the interfaces that each process has itself. A method that is not in the table does not exist.
 */
@NullMarked
package dev.covalent.common.remote;

import org.jspecify.annotations.NullMarked;
