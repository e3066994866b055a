/** Windows, their contents, and the renderer processes behind them. */
@NullMarked
package dev.covalent.main.window;

import org.jspecify.annotations.NullMarked;
