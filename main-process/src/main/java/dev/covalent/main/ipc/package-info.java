/** {@code ipcMain}: listeners and handlers, and the events they are given. */
@NullMarked
package dev.covalent.main.ipc;

import org.jspecify.annotations.NullMarked;
