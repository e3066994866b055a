/** {@code ipcRenderer}: listeners, and everything a page sends. */
@NullMarked
package dev.covalent.renderer.ipc;

import org.jspecify.annotations.NullMarked;
