/**
 * What the main process shares with its renderers by name: property bags, typed objects, and the callbacks that
 * renderers pass to them.
 */
@NullMarked
package dev.covalent.main.global;

import org.jspecify.annotations.NullMarked;
