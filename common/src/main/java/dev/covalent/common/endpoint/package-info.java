/**
 * Where a running main process can be found.
 *
 * <p>An application of a name has up to five files in the {@link dev.covalent.common.endpoint.RuntimeDirectory}:
 *
 * <ul>
 *   <li>{@code <name>.lock}, locked by the system for as long as the process lives. It decides who may use the name.
 *   <li>{@code <name>.instance}, locked likewise by a process that is the single instance of the application: later ones
 *       are handed over to it. It may be given up while the name is kept.
 *   <li>{@code <name>.endpoint}, the descriptor: where to connect to, and the secret that proves each side to the other.
 *   <li>{@code <name>.versions}, mapped by renderers that keep live copies of shared objects; made for the first of them.
 *   <li>{@code <name>.sock}, the socket, where the system has them.
 * </ul>
 *
 * <p>The order of a start is: lock, delete what is stale, bind, publish the descriptor in one atomic move. So whoever
 * reads a descriptor can connect, or its writer is dead.
 */
@NullMarked
package dev.covalent.common.endpoint;

import org.jspecify.annotations.NullMarked;
