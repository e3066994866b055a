/** Main's side of the message ports: every end that crosses a process boundary passes through here. */
@NullMarked
package dev.covalent.main.port;

import org.jspecify.annotations.NullMarked;
