/** What a store tells those who follow it: its content at one moment, and each change from then on. */
@NullMarked
package dev.covalent.common.storage;

import org.jspecify.annotations.NullMarked;
