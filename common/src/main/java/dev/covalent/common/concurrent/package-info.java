/**
 * The threads of a process and the rules they keep.
 *
 * <ol>
 *   <li>User code (listeners, handlers, callbacks) runs one at a time on the process's {@link
 *       dev.covalent.common.concurrent.EventLoop event loop}, whatever thread that is.
 *   <li>A thread that brings a message may take the loop's turn itself; it runs user code only while it holds the turn.
 *   <li>No listener, remote call or future completion while a lock is held.
 *   <li>The framework never waits while it holds the turn. User code that blocks keeps the turn, as in Electron.
 *   <li>Every wait has a deadline, measured by {@link java.lang.System#nanoTime()}, or ends when its owner is closed: a
 *       thread whose work is to wait (a sender, a receiver) waits for as long as its link lives.
 *   <li>Every thread is made by {@link dev.covalent.common.concurrent.Threads}, is a daemon, and has a name with role and id.
 * </ol>
 */
@NullMarked
package dev.covalent.common.concurrent;

import org.jspecify.annotations.NullMarked;
