/**
 * The part of the message ports that is the same in every process: ends of channels, the ports that applications hold,
 * and what moves an end from one holder to another.
 *
 * <p>A {@link dev.covalent.common.port.PortEnd} is one end of a channel as this process knows it, and is held by a {@link
 * dev.covalent.common.port.PortHolder}: a {@link dev.covalent.common.port.LocalPort}'s inbox, or whatever leads to
 * another process. Everything here that is mutable is guarded by one lock, that of the process's {@link
 * dev.covalent.common.port.PortSpace}.
 *
 * <p>Lock order: port space, then the queue of a link. No listener runs and no value is cloned while the lock is held.
 */
@NullMarked
package dev.covalent.common.port;

import org.jspecify.annotations.NullMarked;
