/**
 * The part of the message ports that is the same in every process: ends of channels, the ports that applications hold,
 * and what moves an end from one holder to another.
 *
 * <p>A {@link dev.covalent.common.port.PortEnd} is one end of a channel as this process knows it, and is held by a {@link
 * dev.covalent.common.port.PortHolder}: a {@link dev.covalent.common.port.LocalPort}'s inbox, or whatever leads to
 * another process. Everything here that is mutable is guarded by one lock, that of the process's {@link
 * dev.covalent.common.port.PortSpace}.
 *
 * <p>Lock order: port space, then the queue of a link. No listener runs and no value is cloned while the lock is held. What
 * is called with it held only puts something down for others, and none of that comes back here or waits:
 *
 * <ul>
 *   <li>a frame into the queue of a link, which is encoded, queued and told to the flight recorder. A queue that is full
 *       refuses, and a peer that does not even take what it is owed is cut off by another thread;
 *   <li>what goes with the next frames, into the link's group of riders, and a timer if there was none;
 *   <li>a turn, into the queue of the event loop.
 * </ul>
 */
@NullMarked
package dev.covalent.common.port;

import org.jspecify.annotations.NullMarked;
