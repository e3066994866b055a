/** Where what a renderer sends is taken apart and handed to the part of main that it is for. */
@NullMarked
package dev.covalent.main.dispatch;

import org.jspecify.annotations.NullMarked;
