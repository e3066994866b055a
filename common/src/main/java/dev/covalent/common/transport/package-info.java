/**
 * Authenticated connections between the processes of an application, on one machine.
 *
 * <p>A connection is an AF_UNIX or a TCP loopback socket ({@link dev.covalent.common.transport.Address}). Before anything
 * else crosses it, both ends prove in a challenge-response that they know the secret of one session ({@link
 * dev.covalent.common.transport.ServerHandshake}); the secret itself never crosses. What is carried afterwards is told by
 * the connection's {@link dev.covalent.common.transport.Role}.
 */
@NullMarked
package dev.covalent.common.transport;

import org.jspecify.annotations.NullMarked;
